/** How much it rained.
 * @param {number[]} mm - All of them.
 * @returns {number} */
function total(mm) { return mm.reduce((a, b) => a + b, 0) }
/** Keeps places. @class */
class Store { /** Adds one. @param {string} p - It. */ add(p) { if (p) { this.all = [p] } } }
