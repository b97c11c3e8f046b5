import { defineError } from '../base/error.ts'

export const errors = {
  migrationsPending: defineError(
    'portal.migrations-pending',
    500,
    'The database lacks {count} migrations ({first} …). Run "kreiswerk migrate plan", then "kreiswerk migrate run"',
  ),
  configEmpty: defineError(
    'portal.config-empty',
    500,
    '{file} exports no deployment; end it with "export default defineDeployment({ … })"',
  ),
  moduleMissing: defineError(
    'portal.module-missing',
    500,
    'What the config imports is not installed: {module}, wanted by {file}. Run "npm install", or take it out of the config',
  ),
  packageMissing: defineError(
    'portal.package-missing',
    500,
    'There is no package.json in {folder}. Start in the folder of a deployment',
  ),
  packageBroken: defineError('portal.package-broken', 500, '{file} cannot be read: {reason}'),
  dataDenied: defineError(
    'portal.data-denied',
    500,
    'The data folder {folder} cannot be used ({reason}). Give it to the user that the portal runs as, or set KREISWERK_DATA',
  ),
  portTaken: defineError(
    'portal.port-taken',
    500,
    'Port {port} on {host} is taken. End the program that listens there, or set {variable} to another port',
  ),
  portDenied: defineError(
    'portal.port-denied',
    500,
    'The user that the portal runs as may not listen on port {port}. Set {variable} to a port from 1024 up',
  ),
  hostInvalid: defineError(
    'portal.host-invalid',
    500,
    'HOST is "{host}", which is no address of this machine; 127.0.0.1 listens on this machine only, 0.0.0.0 on all its addresses',
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
