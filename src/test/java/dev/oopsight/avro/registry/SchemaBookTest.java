package dev.oopsight.avro.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaBookTest {

  private static final String SUBJECT = "notes-value";

  /** Each is the one before and a field more; only the second field has a default. */
  private static final Schema ONE = Note.parse("{'name': 'a', 'type': 'int'}");

  private static final Schema WITH_DEFAULT =
      Note.parse("{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int', 'default': 0}");
  private static final Schema WITHOUT_DEFAULT =
      Note.parse("{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int'}");

  private final SchemaBook book = new SchemaBook();

  @Test
  void countsVersionsUpAndKeepsTheirOrder() {
    enter(ONE);
    enter(WITH_DEFAULT);

    assertThat(book.versions(SUBJECT)).extracting(RegisteredSchema::version).containsExactly(1, 2);
    assertThat(book.find(SUBJECT, ONE)).map(RegisteredSchema::version).contains(1);
  }

  @Test
  void derivesIdsFromContentAlone() {
    // printf %s '{"type":"record","name":"Note",…}' | sha256sum, the first four bytes without their
    // sign
    SchemaBook other = new SchemaBook();

    assertThat(other.draft("elsewhere", ONE).id())
        .isEqualTo(book.draft(SUBJECT, ONE).id())
        .isEqualTo(1240478182);
  }

  @Test
  void givesASchemaAnIdOfItsOwnForADefaultOrAWordOfDocumentation() {
    Schema documented = Note.parse("{'name': 'a', 'type': 'int', 'doc': 'a number'}");

    assertThat(List.of(ONE, documented, WITH_DEFAULT, WITHOUT_DEFAULT))
        .extracting(schema -> book.draft("s" + schema, schema).id())
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesAnIdThatAnotherSchemaHas() {
    int id = book.draft(SUBJECT, ONE).id();
    book.enter(new RegisteredSchema("elsewhere", 1, id, WITH_DEFAULT));

    assertThatThrownBy(() -> book.draft(SUBJECT, ONE))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("belongs to another schema");
  }

  @Test
  void readsAllEarlierVersionsUnlessToldOtherwise() {
    enter(ONE);
    enter(WITH_DEFAULT);

    assertThatThrownBy(() -> book.draft(SUBJECT, WITHOUT_DEFAULT))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith(
            "this schema may not follow under notes-value, which is BACKWARD_TRANSITIVE:"
                + " it cannot read version 1: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1");
    book.setLevel(Optional.of(SUBJECT), Compatibility.BACKWARD);
    assertThat(book.draft(SUBJECT, WITHOUT_DEFAULT).version())
        .as("which reads the last version")
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,                true,  true",
    "BACKWARD,            false, true",
    "BACKWARD_TRANSITIVE, false, true",
    "FORWARD,             true,  false",
    "FORWARD_TRANSITIVE,  true,  false",
    "FULL,                false, false",
    "FULL_TRANSITIVE,     false, false",
  })
  void knowsWhatEachLevelForbids(Compatibility level, boolean mayAddField, boolean mayDropField) {
    book.setLevel(Optional.empty(), level);
    book.enter(new RegisteredSchema("adding", 1, 1, ONE));
    book.enter(new RegisteredSchema("dropping", 1, 2, WITHOUT_DEFAULT));

    assertThat(book.objections("adding", WITHOUT_DEFAULT, book.versions("adding")).isEmpty())
        .isEqualTo(mayAddField);
    assertThat(book.objections("dropping", ONE, book.versions("dropping")).isEmpty())
        .isEqualTo(mayDropField);
  }

  @Test
  void entersAVersionOnce() {
    enter(ONE);
    book.enter(new RegisteredSchema(SUBJECT, 1, 77, WITH_DEFAULT));

    assertThat(book.versions(SUBJECT)).extracting(RegisteredSchema::schema).containsExactly(ONE);
  }

  private void enter(Schema schema) {
    book.enter(book.draft(SUBJECT, schema));
  }
}
