/* What RxDB's test tools take from the package `clone`, which RxDB does not bring along. */
export default structuredClone
