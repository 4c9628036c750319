/**
 * Theories put to the test over the fleet: exposure, episodes, statistics, verdicts.
 *
 * <p>It must not know where its counts come from, nor how a verdict is shown.
 *
 * <p>Exposure is counted in hours in which a host was heard, not in calendar time: a host that was
 * off had no chance to fail, and silence must not pass for health.
 */
package dev.oopsight.theory;
