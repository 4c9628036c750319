package dev.oopsight.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads Confluent's wire format with schemas fetched over Confluent's API, as Confluent's converter
 * does, with nothing of ours. Values come without a Connect schema.
 */
public final class RegistryAvroConverter implements Converter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, org.apache.avro.Schema> schemas = new ConcurrentHashMap<>();
  private String registry;

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    registry = (String) settings.get("schema.registry.url");
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new UnsupportedOperationException("sinks only read");
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    if (value == null) return SchemaAndValue.NULL;
    ByteBuffer bytes = ByteBuffer.wrap(value);
    if (bytes.get() != 0) throw new DataException("no magic byte");
    org.apache.avro.Schema schema = schemas.computeIfAbsent(bytes.getInt(), this::fetch);
    try {
      var decoder =
          DecoderFactory.get().binaryDecoder(value, bytes.position(), bytes.remaining(), null);
      return new SchemaAndValue(null, plain(new GenericDatumReader<>(schema).read(null, decoder)));
    } catch (IOException e) {
      throw new DataException(e);
    }
  }

  private org.apache.avro.Schema fetch(int id) {
    try (InputStream answer = URI.create(registry + "/schemas/ids/" + id).toURL().openStream()) {
      String schema = JSON.readTree(answer).path("schema").asText();
      return new org.apache.avro.Schema.Parser().parse(schema);
    } catch (IOException e) {
      throw new DataException(e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof GenericRecord record) {
      Map<String, Object> fields = new LinkedHashMap<>();
      record
          .getSchema()
          .getFields()
          .forEach(field -> fields.put(field.name(), plain(record.get(field.pos()))));
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, of) -> entries.put(key.toString(), plain(of)));
      return entries;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    }
    return value instanceof Number || value instanceof Boolean || value == null
        ? value
        : value.toString();
  }
}
