module.exports = require('../../scripts/eslint-factory.cjs')(__dirname);
