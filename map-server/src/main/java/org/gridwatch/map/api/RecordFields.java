package org.gridwatch.map.api;

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

  private static void mark(Schema<?> model, RecordComponent component) {
    var name = component.getName();
    var fields = model.getProperties();
    if (fields == null || !fields.containsKey(name)) {
      return; // written under another name, or its own fields stand in its place
    }
    if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      if (model.getRequired() == null || !model.getRequired().contains(name)) {
        model.addRequiredItem(name);
      }
      return;
    }
    var field = fields.get(name);
    if (field.get$ref() == null) {
      field.addType("null");
    } else {
      var nothing = new Schema<>();
      nothing.addType("null");
      fields.put(name, new Schema<>().addAnyOfItem(field).addAnyOfItem(nothing));
    }
  }
}
