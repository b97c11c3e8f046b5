/** One spelling per mailbox: without outer spaces, composed characters, lower case. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase()
