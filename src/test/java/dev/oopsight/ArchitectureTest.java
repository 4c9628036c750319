package dev.oopsight;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The package map of the README, as rules. A package that is still empty breaks none of them. */
@AnalyzeClasses(packages = "dev.oopsight", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** In the order in which data walks through them: each may use those before it. */
  private static final List<String> CORE =
      List.of(
          "parse",
          "log",
          "assembly",
          "trace",
          "grammar",
          "config",
          "diagnosis",
          "fingerprint",
          "incident",
          "theory",
          "redaction");

  /** What a core package may use beside the JDK and the core: what its own subject needs. */
  private static final Map<String, List<String>> CORE_LIBRARIES =
      Map.of(
          // CEL speaks of types in the words of protobuf, and in Guava's collections.
          "diagnosis",
          List.of(
              "dev.cel..",
              "com.google.common..",
              "com.google.protobuf..",
              "org.snakeyaml.engine.."),
          "redaction",
          List.of("javax.crypto.."),
          "theory",
          List.of("org.apache.commons.statistics..", "org.apache.commons.numbers.."));

  /** Each may use the core; none may use another edge. */
  private static final List<String> EDGES = List.of("wire", "siem", "avro");

  /** Each may use those before it, the edges and the core. */
  private static final List<String> RUNNING =
      List.of("topology", "access", "query", "notify", "embedded", "app");

  private static final String[] KAFKA = {"org.apache.kafka..", "kafka..", "scala.."};

  private static final String GENERATED = "dev.oopsight.avro.generated..";

  @ArchTest
  static void coreUsesOnlyTheJdkAndWhatItsSubjectNeeds(JavaClasses ours) {
    for (String name : CORE) {
      String[] libraries = CORE_LIBRARIES.getOrDefault(name, List.of()).toArray(String[]::new);
      classes()
          .that()
          .resideInAPackage(ours(name))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(join(join(ours(CORE), libraries), "java.."))
          .allowEmptyShould(true)
          .check(ours);
    }
  }

  @ArchTest
  static void corePackagesUseOnlyThoseBeforeThem(JavaClasses ours) {
    checkOrder(CORE, ours);
  }

  @ArchTest
  static final ArchRule core_is_told_the_time =
      noClasses()
          .that()
          .resideInAnyPackage(ours(CORE))
          .should()
          .accessTargetWhere(
              target(owner(resideInAnyPackage("java.time..")))
                  .and(target(nameMatching("now|system.*|tick.*"))))
          .orShould()
          .accessTargetWhere(target(nameMatching("currentTimeMillis|nanoTime")))
          .orShould()
          .callConstructor(java.util.Date.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule core_does_no_io_and_writes_no_log =
      noClasses()
          .that()
          .resideInAnyPackage(ours(CORE))
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.logging..")
          .orShould()
          .dependOnClassesThat(nameMatching("java\\.io\\.(File|RandomAccess).*|.*System\\$Logger"))
          .allowEmptyShould(true);

  @ArchTest
  static void edgesDoNotKnowEachOtherNorWhoRunsThem(JavaClasses ours) {
    for (String edge : EDGES) {
      List<String> others = EDGES.stream().filter(other -> !other.equals(edge)).toList();
      noClasses()
          .that()
          .resideInAPackage(ours(edge))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(join(ours(others), ours(RUNNING)))
          .allowEmptyShould(true)
          .check(ours);
    }
  }

  @ArchTest
  static void runningPartsUseOnlyThoseBeforeThem(JavaClasses ours) {
    checkOrder(RUNNING, ours);
  }

  @ArchTest
  static final ArchRule kafka_stays_in_the_running_parts =
      noClasses()
          .that()
          .resideOutsideOfPackages(join(ours(RUNNING), ours("avro")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule avro_knows_of_kafka_what_a_serializer_needs =
      noClasses()
          .that()
          .resideInAPackage(ours("avro"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(KAFKA)
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.apache.kafka.common.serialization..",
                              "org.apache.kafka.common.header..",
                              "org.apache.kafka.common.errors..",
                              "org.apache.kafka.common.config..",
                              "org.apache.kafka.common.security.ssl.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_avro_touches_generated_classes =
      noClasses()
          .that()
          .resideOutsideOfPackage(ours("avro"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(GENERATED)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_registry_does_not_know_what_is_published =
      noClasses()
          .that()
          .resideInAPackage(ours("avro.registry"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(join(ours(CORE), GENERATED))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_web_server_stays_where_something_is_served =
      noClasses()
          .that()
          .resideOutsideOfPackages(ours(List.of("access", "query", "embedded", "app")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("dev.oopsight.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  /** No package of the list uses one that stands after it. */
  private static void checkOrder(List<String> inOrder, JavaClasses ours) {
    for (int i = 0; i < inOrder.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(ours(inOrder.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours(inOrder.subList(i + 1, inOrder.size())))
          .allowEmptyShould(true)
          .check(ours);
    }
  }

  private static String ours(String name) {
    return "dev.oopsight." + name + "..";
  }

  private static String[] ours(Collection<String> names) {
    return names.stream().map(ArchitectureTest::ours).toArray(String[]::new);
  }

  private static String[] join(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }
}
