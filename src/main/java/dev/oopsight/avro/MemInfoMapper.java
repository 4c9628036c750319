package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Zone;

/** The Mem-Info block within {@code KernelTrace.avsc}. */
final class MemInfoMapper {

  private MemInfoMapper() {}

  static dev.oopsight.avro.generated.MemInfo toAvro(MemInfo memInfo) {
    return new dev.oopsight.avro.generated.MemInfo(
        memInfo.pages(),
        memInfo.zones().stream().map(MemInfoMapper::toAvro).toList(),
        memInfo.buddyLists().stream().map(MemInfoMapper::toAvro).toList(),
        memInfo.totals());
  }

  static MemInfo toDomain(dev.oopsight.avro.generated.MemInfo memInfo) {
    return new MemInfo(
        memInfo.getPages(),
        memInfo.getZones().stream().map(MemInfoMapper::toDomain).toList(),
        memInfo.getBuddyLists().stream().map(MemInfoMapper::toDomain).toList(),
        memInfo.getTotals());
  }

  private static dev.oopsight.avro.generated.Zone toAvro(Zone zone) {
    return new dev.oopsight.avro.generated.Zone(
        zone.node(),
        zone.name(),
        zone.kilobytes(),
        zone.lowmemReservePages(),
        zone.allUnreclaimable().orElse(null));
  }

  private static Zone toDomain(dev.oopsight.avro.generated.Zone zone) {
    return new Zone(
        zone.getNode(),
        zone.getName(),
        zone.getKilobytes(),
        zone.getLowmemReservePages(),
        optional(zone.getAllUnreclaimable(), a -> a));
  }

  private static dev.oopsight.avro.generated.BuddyList toAvro(BuddyList list) {
    return new dev.oopsight.avro.generated.BuddyList(
        list.node(),
        list.zone(),
        list.blocks().stream().map(MemInfoMapper::toAvro).toList(),
        list.totalKb());
  }

  private static BuddyList toDomain(dev.oopsight.avro.generated.BuddyList list) {
    return new BuddyList(
        list.getNode(),
        list.getZone(),
        list.getBlocks().stream().map(MemInfoMapper::toDomain).toList(),
        list.getTotalKb());
  }

  private static dev.oopsight.avro.generated.BuddyBlocks toAvro(BuddyList.Blocks blocks) {
    return new dev.oopsight.avro.generated.BuddyBlocks(
        blocks.count(), blocks.kb(), blocks.migrateTypes());
  }

  private static BuddyList.Blocks toDomain(dev.oopsight.avro.generated.BuddyBlocks blocks) {
    return new BuddyList.Blocks(blocks.getCount(), blocks.getKb(), blocks.getMigrateTypes());
  }
}
