/**
 * What is known of a host's config: by section and moment, how it changed, and which values were in
 * force at a given time.
 *
 * <p>It must not know how a collector prints config, nor which settings matter to whom.
 *
 * <p>Why sections: a collector shows one command's output at a time, so only a section that was
 * seen whole tells that a key is gone. Why a value and its confirmation are kept apart: values
 * change a few times a year and are confirmed every few minutes; together, every confirmation would
 * be a new version.
 */
package dev.oopsight.config;
