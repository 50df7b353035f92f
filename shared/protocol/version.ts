/**
 * Version of the wire. Raise it when a message changes shape, and say here what changed.
 * 1 first version.
 */
export const PROTOCOL_VERSION = 1

/** Oldest client the server still talks to; older ones are told kindly to update and keep their pending work. */
export const OLDEST_CLIENT_PROTOCOL = 1
