declare const configuration: { forbidden: { name: string }[]; options: object }
export default configuration
export declare const fewestModules: number
