package dev.oopsight.avro;

import dev.oopsight.assembly.Boots;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.KernelTime;
import java.util.Optional;

/** {@code internal/Boots.avsc}. */
final class BootsMapper {

  private BootsMapper() {}

  static dev.oopsight.avro.generated.Boots toAvro(Boots boots) {
    return new dev.oopsight.avro.generated.Boots(
        boots.known().stream().map(BootsMapper::toAvro).toList());
  }

  private static dev.oopsight.avro.generated.Boot toAvro(Boots.Boot boot) {
    return new dev.oopsight.avro.generated.Boot(
        boot.key().value(),
        Micros.fit(boot.beginning()),
        boot.newest().micros(),
        boot.namedBy().map(KernelTime::micros).orElse(null));
  }

  static Boots toDomain(dev.oopsight.avro.generated.Boots boots) {
    return new Boots(boots.getKnown().stream().map(BootsMapper::toDomain).toList());
  }

  private static Boots.Boot toDomain(dev.oopsight.avro.generated.Boot boot) {
    return new Boots.Boot(
        new BootKey(boot.getKey()),
        boot.getBeginning(),
        new KernelTime(boot.getNewestMicros()),
        Optional.ofNullable(boot.getNamedByMicros()).map(KernelTime::new));
  }
}
