/** A place where it rains. */
export interface Place { /** Its name. */ name: string; mm: number }
/** How much it rained.
 * @param places - All of them.
 * @example
 * ```ts
 * total([])
 * ```
 */
export function total(places: Place[]): number { return places.reduce((a, p) => a + p.mm, 0) }
/** Keeps places. */
export class Store { private all: Place[] = []; /** Adds one. */ add(p: Place): void { this.all.push(p) } get size(): number { return this.all.length } }
