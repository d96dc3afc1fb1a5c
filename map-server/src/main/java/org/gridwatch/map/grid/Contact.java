package org.gridwatch.map.grid;

/** A person who answers for a grid, and how to reach them. {@link #NONE}: nobody yet. */
public record Contact(String name, String phone) {
  public static final Contact NONE = new Contact("", "");

  public Contact {
    name = name.strip();
    phone = phone.strip();
    if (name.length() > 100) {
      throw new IllegalArgumentException("a person's name must be 0..100 characters");
    }
    if (phone.length() > 40) {
      throw new IllegalArgumentException("phone must be 0..40 characters, was '" + phone + "'");
    }
  }

  public boolean present() {
    return !name.isEmpty();
  }
}
