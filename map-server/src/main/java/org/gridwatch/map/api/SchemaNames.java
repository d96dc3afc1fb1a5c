package org.gridwatch.map.api;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code TokensController.Wish} is {@code TokensWish}: many features have a wish of their own. */
final class SchemaNames extends TypeNameResolver {
  private final Map<String, Class<?>> given = new ConcurrentHashMap<>();

  @Override
  protected String getNameOfClass(Class<?> type) {
    var outer = type.getDeclaringClass();
    var name =
        outer == null
            ? type.getSimpleName()
            : getNameOfClass(outer).replace("Controller", "") + type.getSimpleName();
    var first = given.putIfAbsent(name, type);
    if (first != null && first != type) {
      throw new IllegalStateException(first + " and " + type + " would both be " + name);
    }
    return name;
  }
}
