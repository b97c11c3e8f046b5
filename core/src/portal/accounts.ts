export { createAccount, findAccountByEmail } from '../auth/account.ts'
export { createStaffAccount } from '../auth/staff-setup.ts'
export { hashPassword } from '../auth/password.ts'
export { unitOfWork } from '../storage/unit-of-work.ts'
