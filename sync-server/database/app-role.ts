/** The database role requests work as: owns nothing, may not bypass row-level security. Made by the first migration. */
export const APP_ROLE = 'comptoir_app'
