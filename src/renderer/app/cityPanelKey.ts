import type { Component, InjectionKey } from 'vue'

/** Under this key the start of the page provides the city view, which loads itself when it is first shown. */
export const cityPanelKey: InjectionKey<Component> = Symbol('city panel')
