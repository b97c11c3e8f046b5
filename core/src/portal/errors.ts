import { defineError } from '../base/error.ts'

export const errors = {
  migrationsPending: defineError(
    'portal.migrations-pending',
    500,
    'The database lacks {count} migrations ({first} …). Run "kreiswerk migrate plan", then "kreiswerk migrate run"',
  ),
  configInvalid: defineError('portal.config-invalid', 500, '"{member}" in the config must be {wanted}'),
  memberUnknown: defineError(
    'portal.config-unknown',
    500,
    '"{member}" in the config is unknown; remove it, or correct its name',
  ),
  textMissing: defineError(
    'portal.text-missing',
    500,
    'The text {name}.de.md is missing in {folder}; every portal needs welcome, imprint, privacy and accessibility',
  ),
  assetMissing: defineError(
    'portal.asset-missing',
    500,
    '"{member}" in the config names {file}, which is not there; it is looked for in "assets"',
  ),
  fileDenied: defineError(
    'portal.file-denied',
    500,
    '{file} cannot be read by the user that the portal runs as; give it the right to',
  ),
  languageMissing: defineError(
    'portal.language-missing',
    500,
    '"languages" in the config must contain "de"; it is the source of every text',
  ),
  roleUnknown: defineError(
    'portal.role-permission-unknown',
    500,
    'The role {role} in the config brings the permission {permission}, which no manifest declares',
  ),
  securityContactInvalid: defineError(
    'portal.security-contact-invalid',
    500,
    '"securityContact" in the config begins with mailto:, https: or tel: (RFC 9116); "{value}" does not',
  ),
  pathTwice: defineError('portal.path-twice', 500, 'The plugins {first} and {second} both have a page at {path}'),
}
