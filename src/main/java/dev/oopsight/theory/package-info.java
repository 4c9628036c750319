/**
 * Theories put to the test over the fleet: exposure, episodes, statistics, verdicts.
 *
 * <p>It must not know where its counts come from, nor how a verdict is shown.
 *
 * <p>Exposure is counted in hours in which a host was heard, not in calendar time: a host that was
 * off had no chance to fail, and silence must not pass for health.
 *
 * <p>How a bug spreads over hosts is told by counting them, with exact tests: fleets are small, and
 * most bugs strike few hosts. Where even a perfect split could have come by chance, the answer is
 * that there are too few hosts to tell.
 */
package dev.oopsight.theory;
