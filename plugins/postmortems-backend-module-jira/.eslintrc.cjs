// SPDX-License-Identifier: Apache-2.0

module.exports = require('../../scripts/eslint-factory.cjs')(__dirname);
