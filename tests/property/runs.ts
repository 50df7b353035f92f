/** How often a property is tried; `PROPERTY_FACTOR=20` in the environment searches twenty times as long. */
export const runs = (count: number): number => Math.ceil(count * Number(process.env.PROPERTY_FACTOR ?? 1))
