const createBackstageConfig = require('@backstage/cli/config/eslint-factory');

/** The ESLint configuration of every package: Backstage's, with what this project is stricter about. */
module.exports = packageDir =>
  createBackstageConfig(packageDir, {
    rules: {
      // The direction of imports between the plugin's packages is part of its design.
      // The tests of a module install the plugin that it belongs to.
      '@backstage/no-mixed-plugin-imports': [
        'error',
        { excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'] },
      ],
    },
  });
