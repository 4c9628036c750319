package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.SampleIncidents;
import dev.oopsight.trace.Detail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EcsIncidentTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Every field that a document may have, and its type in the index. */
  private static final Map<String, String> TYPES =
      Stream.of(
              """
              @timestamp date
              message text
              ecs.version keyword
              event.id keyword
              event.sequence long
              event.kind keyword
              event.category keyword[]
              event.type keyword[]
              event.action keyword
              event.code keyword
              event.module keyword
              event.dataset keyword
              event.start date
              event.end date
              event.severity long
              event.risk_score float
              event.reason keyword
              event.reference keyword
              event.original keyword
              host.id keyword
              host.name keyword
              host.hostname keyword
              host.boot.id keyword
              host.uptime long
              host.os.type keyword
              host.os.kernel keyword
              log.syslog.facility.code long
              log.syslog.facility.name keyword
              log.origin.function keyword
              log.origin.file.name keyword
              log.origin.file.line long
              error.type keyword
              error.message text
              error.code keyword
              error.stack_trace wildcard
              process.name keyword
              process.pid long
              rule.id keyword
              rule.name keyword
              rule.category keyword
              rule.ruleset keyword
              rule.reference keyword
              related.hosts keyword[]
              observer.vendor keyword
              observer.product keyword
              observer.type keyword
              kernel.kind keyword
              kernel.class keyword
              kernel.function keyword
              kernel.module keyword
              kernel.taint keyword
              kernel.taint_flags keyword[]
              kernel.hardware keyword
              kernel.cpu long
              kernel.task.name keyword
              kernel.task.pid long
              kernel.task.bystander boolean
              kernel.order long
              kernel.gfp.mask keyword
              kernel.gfp.flags keyword[]
              kernel.gfp.shorthand keyword
              kernel.gfp.generation keyword
              kernel.gfp.basis keyword
              kernel.oom_kill.order long
              kernel.oom_kill.constraint keyword
              kernel.oom_kill.nodemask keyword
              kernel.oom_kill.cpuset keyword
              kernel.oom_kill.mems_allowed keyword
              kernel.oom_kill.memcg keyword
              kernel.oom_kill.task_memcg keyword
              kernel.oom_kill.memcg_use.memory.usage_kb long
              kernel.oom_kill.memcg_use.memory.limit_kb long
              kernel.oom_kill.memcg_use.memory.failcnt long
              kernel.oom_kill.memcg_use.swap.usage_kb long
              kernel.oom_kill.memcg_use.swap.limit_kb long
              kernel.oom_kill.memcg_use.swap.failcnt long
              kernel.oom_kill.memcg_use.memory_and_swap.usage_kb long
              kernel.oom_kill.memcg_use.memory_and_swap.limit_kb long
              kernel.oom_kill.memcg_use.memory_and_swap.failcnt long
              kernel.oom_kill.memcg_use.kmem.usage_kb long
              kernel.oom_kill.memcg_use.kmem.limit_kb long
              kernel.oom_kill.memcg_use.kmem.failcnt long
              kernel.oom_kill.victim.task.comm keyword
              kernel.oom_kill.victim.task.pid long
              kernel.oom_kill.victim.uid long
              kernel.oom_kill.victim.score long
              kernel.oom_kill.victim.oom_score_adj long
              kernel.oom_kill.victim.total_vm_kb long
              kernel.oom_kill.victim.anon_rss_kb long
              kernel.oom_kill.victim.file_rss_kb long
              kernel.oom_kill.victim.shmem_rss_kb long
              kernel.oom_kill.victim.pgtables_kb long
              kernel.oom_kill.tasks.printed long
              kernel.oom_kill.slabs.printed long
              kernel.oom_kill.page_kb long
              kernel.oom_kill.held.capacity_kb long
              kernel.oom_kill.held.of_cgroup boolean
              kernel.fault.address keyword
              kernel.fault.error_code keyword
              kernel.fault.access keyword[]
              kernel.fault.syndrome keyword[]
              kernel.fault.page_table keyword
              kernel.fault.count long
              kernel.assertion.file keyword
              kernel.assertion.line long
              kernel.assertion.condition keyword
              kernel.assertion.message text
              kernel.assertion.count long
              kernel.hung_task.blocked_seconds long
              kernel.hung_task.in_io_wait boolean
              kernel.hung_task.dying boolean
              kernel.hung_task.state keyword
              kernel.hung_task.workqueue keyword
              kernel.hung_task.waits_for keyword
              kernel.hung_task.wait_function keyword
              kernel.hung_task.blocker.lock keyword
              kernel.hung_task.blocker.owner.comm keyword
              kernel.hung_task.blocker.owner.pid long
              kernel.hung_task.suppressed boolean
              kernel.lockup.cpus keyword[]
              kernel.lockup.stuck_seconds long
              kernel.lockup.detected_by long
              kernel.lockup.heartbeat_ms_ago long
              kernel.lockup.utilization keyword[]
              kernel.lockup.interrupts keyword[]
              kernel.lockup.hardirqs_disabled_at keyword
              kernel.rcu_stall.flavor keyword
              kernel.rcu_stall.self_detected boolean
              kernel.rcu_stall.expedited boolean
              kernel.rcu_stall.detected_by long
              kernel.rcu_stall.jiffies long
              kernel.rcu_stall.grace_period long
              kernel.rcu_stall.queued long
              kernel.rcu_stall.tasks keyword[]
              kernel.rcu_stall.kthread.starved_jiffies long
              kernel.rcu_stall.kthread.step keyword
              kernel.rcu_stall.kthread.state keyword
              kernel.rcu_stall.kthread.cpu long
              kernel.rcu_stall.timer_issue boolean
              kernel.workqueue_lockup.cpus keyword
              kernel.workqueue_lockup.node long
              kernel.workqueue_lockup.flags keyword
              kernel.workqueue_lockup.nice long
              kernel.workqueue_lockup.stuck_seconds long
              kernel.transmit_timeout.device keyword
              kernel.transmit_timeout.driver keyword
              kernel.transmit_timeout.queue long
              kernel.transmit_timeout.timed_out_ms long
              kernel.unhandled_interrupt.irq long
              kernel.unhandled_interrupt.handlers keyword[]
              kernel.unhandled_interrupt.disabled boolean
              kernel.io_error.device keyword
              kernel.io_error.error keyword
              kernel.io_error.sector long
              kernel.io_error.block long
              kernel.io_error.operation keyword
              kernel.io_error.flags keyword
              kernel.io_error.purpose keyword
              kernel.file_system_error.file_system keyword
              kernel.file_system_error.device keyword
              kernel.file_system_error.function keyword
              kernel.file_system_error.file keyword
              kernel.file_system_error.line long
              kernel.file_system_error.inode long
              kernel.file_system_error.block long
              kernel.file_system_error.errno long
              kernel.file_system_error.comm keyword
              kernel.file_system_error.message keyword
              kernel.file_system_error.read_only boolean
              kernel.file_system_error.shutdown boolean
              kernel.data_race.bug keyword
              kernel.data_race.changed_bits keyword
              kernel.data_race.new_value keyword
              kernel.data_race.old_value keyword
              kernel.data_race.unknown_origin boolean
              kernel.memory_access.access keyword
              kernel.memory_access.address keyword
              kernel.memory_access.allocated.age_jiffies long
              kernel.memory_access.allocated.cpu long
              kernel.memory_access.allocated.function keyword
              kernel.memory_access.allocated.pid long
              kernel.memory_access.allocated.uptime_micros long
              kernel.memory_access.bug keyword
              kernel.memory_access.canary keyword
              kernel.memory_access.freed.age_jiffies long
              kernel.memory_access.freed.cpu long
              kernel.memory_access.freed.function keyword
              kernel.memory_access.freed.pid long
              kernel.memory_access.freed.uptime_micros long
              kernel.memory_access.mapping keyword
              kernel.memory_access.memory_tag keyword
              kernel.memory_access.object.address keyword
              kernel.memory_access.object.cache keyword
              kernel.memory_access.object.kfence long
              kernel.memory_access.object.region_bytes long
              kernel.memory_access.object.region_state keyword
              kernel.memory_access.object.size long
              kernel.memory_access.page.count long
              kernel.memory_access.page.flag_names keyword
              kernel.memory_access.page.flags keyword
              kernel.memory_access.page.index keyword
              kernel.memory_access.page.mapcount long
              kernel.memory_access.page.mapping keyword
              kernel.memory_access.page.order long
              kernel.memory_access.page.owner.comm keyword
              kernel.memory_access.page.owner.freed_uptime_nanos long
              kernel.memory_access.page.owner.gfp keyword
              kernel.memory_access.page.owner.migrate_type keyword
              kernel.memory_access.page.owner.order long
              kernel.memory_access.page.owner.pid long
              kernel.memory_access.page.owner.state keyword
              kernel.memory_access.page.owner.uptime_nanos long
              kernel.memory_access.page.pfn keyword
              kernel.memory_access.page.reason keyword
              kernel.memory_access.placement.bytes long
              kernel.memory_access.placement.side keyword
              kernel.memory_access.pointer_tag keyword
              kernel.memory_access.size long
              kernel.memory_access.stack.function keyword
              kernel.memory_access.stack.offset long
              kernel.memory_access.stack.task.comm keyword
              kernel.memory_access.stack.task.pid long
              kernel.memory_access.stack.variables keyword[]
              kernel.memory_access.task.comm keyword
              kernel.memory_access.task.pid long
              kernel.memory_access.variable keyword
              kernel.undefined_behaviour.bug keyword
              kernel.undefined_behaviour.column long
              kernel.undefined_behaviour.file keyword
              kernel.undefined_behaviour.line long
              kernel.undefined_behaviour.message text
              kernel.undefined_behaviour.operands keyword[]
              kernel.undefined_behaviour.type keyword
              kernel.uninitialised_value.address keyword
              kernel.uninitialised_value.bug keyword
              kernel.uninitialised_value.first_byte long
              kernel.uninitialised_value.last_byte long
              kernel.uninitialised_value.size long
              kernel.uninitialised_value.user_address keyword
              kernel.uninitialised_value.variable keyword
              kernel.lock_violation.action keyword
              kernel.lock_violation.chain keyword[]
              kernel.lock_violation.conflicting.address keyword
              kernel.lock_violation.conflicting.function keyword
              kernel.lock_violation.conflicting.name keyword
              kernel.lock_violation.conflicting.usage keyword
              kernel.lock_violation.conflicting.wait_types keyword
              kernel.lock_violation.cycle keyword[]
              kernel.lock_violation.dependency keyword
              kernel.lock_violation.file keyword
              kernel.lock_violation.irq_state keyword
              kernel.lock_violation.irq_trace keyword[]
              kernel.lock_violation.line long
              kernel.lock_violation.lock.address keyword
              kernel.lock_violation.lock.function keyword
              kernel.lock_violation.lock.name keyword
              kernel.lock_violation.lock.usage keyword
              kernel.lock_violation.lock.wait_types keyword
              kernel.lock_violation.message text
              kernel.lock_violation.report keyword
              kernel.lock_violation.scenario keyword[]
              kernel.lock_violation.task.comm keyword
              kernel.lock_violation.task.pid long
              kernel.lock_violation.usages keyword
              kernel.lock_violation.wait_context keyword
              kernel.assertion.list.entry keyword
              kernel.assertion.list.expected keyword
              kernel.assertion.list.found keyword
              kernel.assertion.list.operation keyword
              kernel.assertion.list.pointer keyword
              kernel.assertion.list.state keyword
              kernel.atomic_context.caller keyword
              kernel.atomic_context.disabled_at keyword
              kernel.atomic_context.expected_preempt_count keyword
              kernel.atomic_context.file keyword
              kernel.atomic_context.function keyword
              kernel.atomic_context.in_atomic boolean
              kernel.atomic_context.irqs_disabled boolean
              kernel.atomic_context.line long
              kernel.atomic_context.non_block long
              kernel.atomic_context.preempt_count keyword
              kernel.atomic_context.rcu_nest_depth long
              kernel.atomic_context.task.comm keyword
              kernel.atomic_context.task.pid long
              kernel.memory_corruption.allocated.age_jiffies long
              kernel.memory_corruption.allocated.cpu long
              kernel.memory_corruption.allocated.function keyword
              kernel.memory_corruption.allocated.pid long
              kernel.memory_corruption.allocated.uptime_micros long
              kernel.memory_corruption.bad_flags keyword
              kernel.memory_corruption.cache keyword
              kernel.memory_corruption.check keyword
              kernel.memory_corruption.counter keyword
              kernel.memory_corruption.expected keyword
              kernel.memory_corruption.first_bad keyword
              kernel.memory_corruption.found keyword
              kernel.memory_corruption.freed.age_jiffies long
              kernel.memory_corruption.freed.cpu long
              kernel.memory_corruption.freed.function keyword
              kernel.memory_corruption.freed.pid long
              kernel.memory_corruption.freed.uptime_micros long
              kernel.memory_corruption.last_bad keyword
              kernel.memory_corruption.object keyword
              kernel.memory_corruption.offset long
              kernel.memory_corruption.page.count long
              kernel.memory_corruption.page.flag_names keyword
              kernel.memory_corruption.page.flags keyword
              kernel.memory_corruption.page.index keyword
              kernel.memory_corruption.page.mapcount long
              kernel.memory_corruption.page.mapping keyword
              kernel.memory_corruption.page.order long
              kernel.memory_corruption.page.owner.comm keyword
              kernel.memory_corruption.page.owner.freed_uptime_nanos long
              kernel.memory_corruption.page.owner.gfp keyword
              kernel.memory_corruption.page.owner.migrate_type keyword
              kernel.memory_corruption.page.owner.order long
              kernel.memory_corruption.page.owner.pid long
              kernel.memory_corruption.page.owner.state keyword
              kernel.memory_corruption.page.owner.uptime_nanos long
              kernel.memory_corruption.page.pfn keyword
              kernel.memory_corruption.page.reason keyword
              kernel.memory_corruption.pte keyword
              kernel.memory_corruption.slab_objects long
              kernel.memory_corruption.slab_used long
              kernel.memory_corruption.task.comm keyword
              kernel.memory_corruption.task.pid long
              kernel.memory_corruption.value long
              kernel.memory_leak.age_millis long
              kernel.memory_leak.bytes keyword[]
              kernel.memory_leak.jiffies long
              kernel.memory_leak.object keyword
              kernel.memory_leak.size long
              kernel.memory_leak.task.comm keyword
              kernel.memory_leak.task.pid long
              kernel.machine_check.severity keyword
              kernel.machine_check.sections keyword[]
              kernel.machine_check.error_type keyword
              kernel.machine_check.physical_address keyword
              kernel.machine_check.location keyword
              kernel.machine_check.dimm keyword
              kernel.memory_failure.frame keyword
              kernel.memory_failure.page keyword
              kernel.memory_failure.outcome keyword
              kernel.memory_failure.killed.comm keyword
              kernel.memory_failure.killed.pid long
              kernel.frames.total long
              kernel.frames.task long
              kernel.frames.irq long
              kernel.frames.eoi long
              kernel.frames.nmi long
              kernel.frames.exception long
              kernel.defects keyword[]
              kernel.fingerprint.mechanism keyword
              kernel.fingerprint.site keyword
              kernel.boot keyword
              kernel.time.since_boot_us long
              kernel.time.first_quality keyword
              kernel.time.last_quality keyword
              kernel.change keyword
              kernel.printed_count long
              kernel.suppressed_count long
              kernel.config_basis keyword
              kernel.config[].key keyword
              kernel.config[].value keyword
              kernel.config[].since date
              kernel.config[].confirmed date
              kernel.config[].stale boolean
              kernel.changed_before[].key keyword
              kernel.changed_before[].before keyword
              kernel.changed_before[].after keyword
              kernel.changed_before[].last_before date
              kernel.changed_before[].first_after date
              kernel.booted_at date
              kernel.findings[].rule keyword
              kernel.findings[].class keyword
              kernel.findings[].title text
              kernel.findings[].severity keyword
              kernel.findings[].score double
              kernel.findings[].explanation text
              kernel.findings[].evidence_for[].weight keyword
              kernel.findings[].evidence_for[].says text
              kernel.findings[].evidence_against[].weight keyword
              kernel.findings[].evidence_against[].says text
              kernel.findings[].missing[].what text
              kernel.findings[].missing[].command keyword
              kernel.findings[].remedies[].run keyword
              kernel.findings[].remedies[].cost text
              kernel.findings[].remedies[].undo keyword
              kernel.findings[].references keyword[]
              kernel.rule_set keyword
              kernel.text.bytes long
              kernel.text.cut boolean
              kernel.source.format keyword
              kernel.source.topic keyword
              kernel.source.partition long
              kernel.source.offset long
              """
                  .split("\n"))
          .map(row -> row.split(" "))
          .collect(Collectors.toMap(row -> row[0], row -> row[1]));

  @Test
  void isTheDocumentThatASiemIndexes() throws JsonProcessingException {
    JsonNode seed = JSON.readTree(EcsIncident.toJson(SampleIncidents.seed()));

    Golden.expect(
        "seed.ecs.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(seed) + "\n");
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void hasOnlyKnownFieldsOfTheirTypes(KernelIncident incident) throws JsonProcessingException {
    List<String> wrong = new ArrayList<>();
    fields(document(incident))
        .forEach(
            (path, value) -> {
              String type = TYPES.getOrDefault(path, "unknown");
              if (!is(type, value)) wrong.add(path + " is no " + type + ": " + value);
            });

    assertThat(wrong).isEmpty();
  }

  @Test
  void hasEveryKnownFieldSomewhere() {
    Set<String> seen =
        incidents().stream()
            .flatMap(incident -> fields(document(incident)).keySet().stream())
            .collect(Collectors.toSet());

    assertThat(seen)
        .containsAll(TYPES.keySet().stream().filter(f -> !f.startsWith("kernel.frames.")).toList());
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void standsOnOneLine(KernelIncident incident) {
    assertThat(EcsIncident.toJson(incident)).doesNotContain("\n").startsWith("{").endsWith("}");
  }

  @Property(tries = 200)
  void saysWhatTheKernelSaidWhateverItSaid(@ForAll @StringLength(max = 40) String text) {
    String whole =
        text.codePoints()
            .filter(EcsIncidentTest::isCharacter)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    KernelIncident incident =
        RecordFiller.full(Detail.None.class).withText(whole).make(KernelIncident.class);

    String json = EcsIncident.toJson(incident);

    assertThat(json.chars().filter(c -> c < ' ')).isEmpty();
    assertThat(document(incident).at("/event/original").asText()).isEqualTo(incident.text().text());
    assertThat(document(incident).at("/error/message").asText())
        .isEqualTo(incident.trace().header());
  }

  @Test
  void doesNotBlameTheTaskThatAnInterruptRanOnTopOf() {
    JsonNode seed = document(SampleIncidents.seed());

    assertThat(seed.has("process")).isFalse();
    assertThat(seed.at("/kernel/task/name").asText()).isEqualTo("swapper");
    assertThat(seed.at("/kernel/task/bystander").asBoolean()).isTrue();
  }

  @Test
  void namesTheVictimOfTheOomKiller() {
    assertThat(document(SampleIncidents.oomKill()).at("/process/pid").asInt()).isEqualTo(4711);
  }

  @Test
  void countsADriverInWhereTheGuiltyFunctionIsInAModule() {
    assertThat(document(SampleIncidents.nullDereference()).at("/event/category"))
        .extracting(JsonNode::asText)
        .containsExactly("host", "driver");
  }

  static List<KernelIncident> incidents() {
    List<KernelIncident> incidents =
        new ArrayList<>(
            List.of(
                SampleIncidents.seed(),
                SampleIncidents.nullDereference(),
                SampleIncidents.oomKill()));
    for (Class<? extends Detail> detail : RecordFiller.details()) {
      incidents.add(RecordFiller.full(detail).make(KernelIncident.class));
      incidents.add(RecordFiller.bare(detail).make(KernelIncident.class));
    }
    incidents.add(
        RecordFiller.full(Detail.None.class).withText("https://").make(KernelIncident.class));
    return incidents;
  }

  private static JsonNode document(KernelIncident incident) {
    try {
      return JSON.readTree(EcsIncident.toJson(incident));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isCharacter(int codePoint) {
    return Character.getType(codePoint) != Character.SURROGATE;
  }

  /** Every value by its path; of an array of objects each one's fields. */
  private static Map<String, JsonNode> fields(JsonNode document) {
    Map<String, JsonNode> found = new TreeMap<>();
    collect("", document, found);
    return found;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> found) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              f ->
                  collect(
                      path.isEmpty() ? f.getKey() : path + "." + f.getKey(), f.getValue(), found));
    } else if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
      node.forEach(element -> collect(path + "[]", element, found));
    } else {
      found.put(path, node);
    }
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "keyword", "text", "wildcard" -> value.isTextual();
      case "keyword[]" ->
          value.isArray() && value.size() > 0 && value.valueStream().allMatch(JsonNode::isTextual);
      case "long" -> value.isIntegralNumber() && value.canConvertToLong();
      case "float", "double" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "date" -> value.isTextual() && Instant.parse(value.asText()) != null;
      default -> false;
    };
  }
}
