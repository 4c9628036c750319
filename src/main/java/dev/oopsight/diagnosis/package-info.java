/**
 * The knowledge base: rules as data, and what they find in one trace under one config.
 *
 * <p>It must not know particular kernel bugs, which stand in the rule files; nor where config is
 * kept, how incidents are counted, nor who reads a finding.
 *
 * <p>A setting that is not known is missing evidence and never {@code false}, all the way through
 * the expressions. CEL is used because its programs always end and have a cost that can be bounded
 * before they run, so a rule from outside can be wrong but not dangerous.
 */
package dev.oopsight.diagnosis;
