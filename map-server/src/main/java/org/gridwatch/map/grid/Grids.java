package org.gridwatch.map.grid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The grids in force now, in memory. Threads: any may ask; {@link #refresh} swaps the whole picture
 * at once, and whoever changed the grids calls it, as does a watch for changes made by others.
 */
@Component
public class Grids {
  private final DataSource database;
  private volatile Coverage coverage = Coverage.EMPTY;

  public Grids(DataSource database) {
    this.database = database;
  }

  /** Reads the grids again if anybody changed them; answers whether so. */
  public synchronized boolean refresh() {
    long revision = MapRevision.of(database, MapRevision.Part.GRIDS);
    if (revision == coverage.revision()) {
      return false;
    }
    coverage = new Coverage(revision, load());
    return true;
  }

  Coverage coverage() {
    return coverage;
  }

  /** Raised with every change of grids, their people or boundaries. */
  public long revision() {
    return coverage.revision();
  }

  public Collection<Grid> all() {
    return coverage.all();
  }

  public Optional<Grid> byCode(String code) {
    return coverage.byCode(code);
  }

  public Optional<Grid> byId(int id) {
    return coverage.byId(id);
  }

  /** The leaf a place lies in; on an edge the one with the lower code. */
  public Optional<Leaf> leafAt(double lon, double lat) {
    return coverage.leafAt(lon, lat);
  }

  /** The code of a grid and of all above it, its own first. */
  public List<String> codesUpFrom(int gridId) {
    return Stream.iterate(
            byId(gridId), Optional::isPresent, grid -> grid.flatMap(g -> byId(g.parentId())))
        .flatMap(Optional::stream)
        .map(Grid::code)
        .toList();
  }

  /** Ids of the leaves at or below these grids. */
  public Set<Integer> leavesUnder(Collection<Integer> gridIds) {
    return coverage.leavesUnder(gridIds);
  }

  /** The box around all grids; a null envelope when there are none. */
  public Envelope bounds() {
    return coverage.bounds();
  }

  private List<Grid> load() {
    Map<Integer, List<Person>> people =
        JdbcClient.create(database)
            .sql(
                """
                select gp.grid_id, gp.part, p.name, p.phone
                from grid_person gp join person p on p.id = gp.person_id
                where gp.valid_to is null
                order by gp.rank, gp.valid_from, p.id
                """)
            .query(Grids::person)
            .list()
            .stream()
            .collect(Collectors.groupingBy(Person::gridId, HashMap::new, Collectors.toList()));
    return JdbcClient.create(database)
        .sql(
            """
            select g.id, g.code, g.level, coalesce(g.parent_id, 0) as parent, g.name,
                   coalesce(b.id, 0) as version, b.boundary
            from grid g
            left join boundary_version b on b.grid_id = g.id and b.valid_to is null
            where g.ended_at is null
            """)
        .query((row, _) -> grid(row, people.getOrDefault(row.getInt("id"), List.of())))
        .list();
  }

  private record Person(int gridId, boolean leads, Contact contact) {}

  private static Person person(ResultSet row, int number) throws SQLException {
    return new Person(
        row.getInt("grid_id"),
        row.getString("part").equals("leader"),
        new Contact(row.getString("name"), row.getString("phone")));
  }

  private static Grid grid(ResultSet row, List<Person> people) throws SQLException {
    byte[] wkb = row.getBytes("boundary");
    Geometry boundary = wkb == null ? Wgs84.FACTORY.createPolygon() : Wgs84.read(wkb);
    var leader = people.stream().filter(Person::leads).map(Person::contact).findFirst();
    return new Grid(
        row.getInt("id"),
        row.getString("code"),
        row.getInt("level"),
        row.getInt("parent"),
        row.getString("name"),
        leader.orElse(Contact.NONE),
        people.stream().filter(p -> !p.leads()).map(Person::contact).toList(),
        row.getInt("version"),
        boundary);
  }
}
