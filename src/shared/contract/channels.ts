// Names only, so that the preload script and the pages need no schema library to use them.

/** Calls from a window to main. */
export const callChannel = 'room:call'
/** Pushes from main to a window. */
export const pushChannel = 'room:push'
/** A MessagePort to the station arrives in the page as a `message` event with this type and one port. */
export const portMessageType = 'room:station-port'
