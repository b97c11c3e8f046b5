import { defineError } from '../../base/error.ts'

export const errors = {
  noBundler: defineError(
    'bundle.no-bundler',
    500,
    'Bundling needs rolldown, which is not installed. Run "npm install --save-dev rolldown"; a portal that runs does not need it',
  ),
  failed: defineError('bundle.failed', 500, 'The deployment could not be bundled: {reason}'),
}
