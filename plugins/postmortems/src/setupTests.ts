// SPDX-License-Identifier: Apache-2.0

import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// Pages and their parts are loaded lazily: the first to ask waits for the
// modules, which takes a while on a small machine.
configure({ asyncUtilTimeout: 15_000 });
