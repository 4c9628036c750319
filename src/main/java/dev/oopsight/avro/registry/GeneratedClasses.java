package dev.oopsight.avro.registry;

import org.apache.avro.generic.GenericContainer;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro make the classes that it generated itself.
 *
 * <p>Since 1.12.2 Avro makes no class that a schema names unless it is trusted, and by default
 * trusts none but the JDK's numbers and texts: a schema comes from outside, and may name any class.
 * Those that Avro generates do nothing when they are made.
 */
public final class GeneratedClasses {

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), GenericContainer.class::isAssignableFrom));
  }

  private GeneratedClasses() {}

  /** To be called before generated classes are read, written or built; again changes nothing. */
  public static void trust() {
    // The work is done when this class is loaded.
  }
}
