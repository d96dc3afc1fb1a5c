package org.gridwatch.gateway.simulator.community;

import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * A community as its registers would describe it. The same seed gives the same community, to the
 * last coordinate. All shapes are WGS 84, lon lat, on a grid of 1e-7 degrees (about 1 cm).
 *
 * @param lon of the middle of the community
 * @param grids three levels: first the community grid, then the grids, then the micro-grids; leaves
 *     tile their parent exactly
 */
public record Community(
    long seed,
    String name,
    double lon,
    double lat,
    List<Grid> grids,
    List<Street> streets,
    List<Area> areas,
    List<Building> buildings,
    List<Device> devices) {
  /** The community that {@code ./run} shows. */
  public static final long DEMO_SEED = 20_260_101L;

  /** One to two seconds of work. */
  public static Community generate(long seed) {
    return Generator.generate(seed);
  }

  /** The micro-grids: grids without children. */
  public List<Grid> leaves() {
    return grids.stream().filter(Grid::leaf).toList();
  }

  /**
   * @param code 12-digit area code; grids append a two-digit, micro-grids a three-digit sequence
   *     number, north to south and west to east
   * @param parent code of the grid above; empty for the community grid
   * @param boundary of a leaf as tiled; of the others the union of their leaves
   */
  public record Grid(
      String code,
      int level,
      String parent,
      String name,
      Person leader,
      List<Person> deputies,
      Polygon boundary) {
    public boolean leaf() {
      return level == 3;
    }
  }

  /** Somebody answering for grids, perhaps for several. The telephone number belongs to nobody. */
  public record Person(String name, String phone) {}

  /** {@code kind}: primary, secondary, residential or footway. */
  public record Street(String name, String kind, LineString line) {}

  /**
   * What is drawn behind the streets.
   *
   * @param layer water, green or rail
   * @param kind finer: river, pond, park, garden, hill, pitch, railway
   */
  public record Area(String layer, String kind, String name, Geometry shape) {}

  /**
   * @param name how neighbours call it, for example {@code 锦和苑3号楼}
   * @param use apartments, house, shop, school, clinic, market, kindergarten or office
   */
  public record Building(
      String address,
      String name,
      String use,
      int floors,
      int households,
      int residents,
      Polygon outline) {}

  public enum Kind {
    GAS,
    WATER,
    POWER,
    CAMERA;

    /** As the registry writes it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param name on the wire
   * @param model gas: detector, regulator; water: inlet, pump-room, quality, meter; power: cabinet,
   *     transformer; camera: camera; and gateway for whatever collects for others
   * @param building index into {@link Community#buildings}; -1 when it stands outside
   * @param gateway the device that speaks for it; empty when it speaks for itself
   */
  public record Device(
      String name,
      Kind kind,
      String model,
      String label,
      double lon,
      double lat,
      String address,
      int building,
      int expectedIntervalSeconds,
      String gateway) {
    public boolean speaksForItself() {
      return gateway.isEmpty();
    }

    public boolean isGateway() {
      return model.equals("gateway");
    }
  }
}
