/** How long a statement waits, all else standing still, for a lock of another connection. */
export const usualPatience = 'busy_timeout = 250'
export const noPatience = 'busy_timeout = 0'
