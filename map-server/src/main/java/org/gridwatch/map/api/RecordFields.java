package org.gridwatch.map.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A component of a record is there, unless it is marked {@code @Nullable}: then it may be null. */
final class RecordFields implements ModelConverter {
  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
    if (!others.hasNext()) {
      return null;
    }
    var schema = others.next().resolve(type, context, others);
    var raw = rawClass(type);
    if (schema != null && raw.isRecord()) {
      var model = defined(schema, context);
      for (var component : raw.getRecordComponents()) {
        mark(model, component);
      }
    }
    return schema;
  }

  @Override
  public boolean isOpenapi31() {
    return true;
  }

  private static Class<?> rawClass(AnnotatedType type) {
    return type.getType() instanceof JavaType known
        ? known.getRawClass()
        : Json31.mapper().constructType(type.getType()).getRawClass();
  }

  private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
    var reference = schema.get$ref();
    if (reference == null) {
      return schema;
    }
    var name = reference.substring(reference.lastIndexOf('/') + 1);
    return Objects.requireNonNull(context.getDefinedModels().get(name), name);
  }

  private static String nameOf(RecordComponent component) {
    var written = component.getAccessor().getAnnotation(JsonProperty.class);
    return written == null ? component.getName() : written.value();
  }

  private static void mark(Schema<?> model, RecordComponent component) {
    markIn(model, component);
    if (model.getAllOf() != null) { // what it adds to another record stands in a part of its own
      for (var part : model.getAllOf()) {
        markIn(part, component);
      }
    }
  }

  private static void markIn(Schema<?> model, RecordComponent component) {
    var name = nameOf(component);
    var fields = model.getProperties();
    if (fields == null || !fields.containsKey(name)) {
      return; // its own fields stand in its place
    }
    if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      if (model.getRequired() == null || !model.getRequired().contains(name)) {
        model.addRequiredItem(name);
      }
      return;
    }
    var field = fields.get(name);
    var nothing = new Schema<>();
    nothing.addType("null");
    if (field.get$ref() != null) {
      fields.put(name, new Schema<>().addAnyOfItem(field).addAnyOfItem(nothing));
    } else if (field.getOneOf() != null) {
      field.addOneOfItem(nothing);
    } else {
      field.addType("null");
    }
  }
}
