package org.gridwatch.map.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operator's page of people. */
@RestController
@RequestMapping(Access.API + "/users")
class UsersController {
  record NewUser(
      @Nullable String name,
      @Nullable String displayName,
      @Nullable Role role,
      @Nullable String language,
      @Nullable List<String> grids,
      @Nullable String password) {}

  /** Null asks for a generated one. */
  record NewPassword(@Nullable String password) {}

  /** What to hand to the person; null when the operator chose the password. */
  record Handed(String name, @Nullable String password) {}

  private final AccountBook book;
  private final Passwords passwords;
  private final Lockout lockout;
  private final AuditLog audit;

  UsersController(AccountBook book, Passwords passwords, Lockout lockout, AuditLog audit) {
    this.book = book;
    this.passwords = passwords;
    this.lockout = lockout;
    this.audit = audit;
  }

  @Operation(summary = "List all accounts")
  @GetMapping
  List<AccountBook.Entry> all() {
    return book.all();
  }

  @Operation(summary = "Create an account")
  @ApiResponse(responseCode = "201", description = "the name, and the password if one was made")
  @ApiResponse(responseCode = "409", description = "there is an account of that name")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Handed create(@RequestBody NewUser wish) {
    if (wish.name == null) {
      throw new BadInput("name", null, "name must be given");
    }
    var password = wish.password == null ? Passwords.generate() : wish.password;
    var change =
        new AccountBook.Change(wish.displayName, wish.role, wish.language, null, wish.grids);
    book.create(wish.name, passwords.hash("password", password), change);
    audit.write("account.create", wish.name, told(change));
    return new Handed(wish.name, wish.password == null ? password : null);
  }

  @Operation(summary = "Change an account; what is left out stays")
  @PutMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void change(@PathVariable String name, @RequestBody AccountBook.Change change) {
    book.change(name, change);
    audit.write("account.change", name, told(change));
  }

  @Operation(summary = "Set the password of an account, or have one made")
  @PostMapping("/{name}/password")
  Handed setPassword(
      @PathVariable String name, @RequestBody(required = false) @Nullable NewPassword given) {
    var wish = given == null ? new NewPassword(null) : given;
    var password = wish.password == null ? Passwords.generate() : wish.password;
    int id = book.id(name);
    book.setPassword(id, "password", password);
    lockout.unlock(id);
    audit.write("account.password", name, Map.of());
    return new Handed(name, wish.password == null ? password : null);
  }

  @Operation(summary = "Unlock an account after too many wrong passwords")
  @PostMapping("/{name}/unlock")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlock(@PathVariable String name) {
    lockout.unlock(book.id(name));
    audit.write("account.unlock", name, Map.of());
  }

  private static Map<String, Object> told(AccountBook.Change change) {
    var told = new LinkedHashMap<String, Object>();
    put(told, "displayName", change.displayName());
    put(told, "role", change.role());
    put(told, "language", change.language());
    put(told, "disabled", change.disabled());
    put(told, "grids", change.grids());
    return told;
  }

  private static void put(Map<String, Object> told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, value);
    }
  }
}
