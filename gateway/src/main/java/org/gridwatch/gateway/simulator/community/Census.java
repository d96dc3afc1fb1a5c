package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.gridwatch.gateway.simulator.community.Community.Building;
import org.locationtech.jts.geom.Geometry;

/** Gives every building its address and its people; about 5,000 households altogether. */
final class Census {
  static final int HOUSEHOLDS = 5_000;
  private static final List<String> NUMBERED = List.of("primary", "secondary", "residential");
  private static final double RESIDENTS_PER_HOUSEHOLD = 2.62;

  private final Ground ground;
  private final Dice dice;

  Census(long seed, Ground ground) {
    this.ground = ground;
    this.dice = new Dice(seed, "census");
  }

  List<Building> take(List<Site> sites) {
    var fitted = fit(sites);
    double dwellings = fitted.stream().mapToInt(Site::dwellings).sum();
    double occupied = HOUSEHOLDS / dwellings;
    var buildings = new ArrayList<Building>();
    double owed = 0;
    for (var site : fitted) {
      double exact = site.dwellings() * occupied + owed;
      int households = Math.min(site.dwellings(), (int) Math.round(exact));
      owed = exact - households;
      int residents =
          (int) Math.round(households * (RESIDENTS_PER_HOUSEHOLD + dice.between(-0.3, 0.3)));
      buildings.add(
          new Building(
              site.address(),
              site.name(),
              site.use(),
              site.floors(),
              households,
              residents,
              Terrain.map(site.ground())));
    }
    return buildings;
  }

  /** Adds or takes floors here and there until the homes suffice with a few of them empty. */
  private List<Site> fit(List<Site> sites) {
    var fitted = new ArrayList<>(sites);
    for (int round = 0; round < 5_000; round++) {
      int dwellings = fitted.stream().mapToInt(Site::dwellings).sum();
      boolean tooFew = dwellings < HOUSEHOLDS * 1.03;
      boolean tooMany = dwellings > HOUSEHOLDS * 1.12;
      if (!tooFew && !tooMany) {
        break;
      }
      int at = dice.among(0, fitted.size() - 1);
      var site = fitted.get(at);
      int floors = site.floors() + (tooFew ? 1 : -1);
      boolean tall = site.perFloor() == 4 && site.leaf().cell().use == Cell.Use.TOWERS;
      int lowest = tall ? 9 : site.use().equals("house") ? 1 : 4;
      int highest = tall ? 26 : site.use().equals("house") ? 4 : 7;
      if (site.perFloor() > 0 && floors >= lowest && floors <= highest) {
        fitted.set(at, site.withFloors(floors));
      }
    }
    return fitted;
  }

  /** Numbers buildings: compounds count theirs, houses and shops follow the street. */
  List<Site> address(List<Site> sites) {
    var compoundNumbers = new TreeMap<String, Integer>();
    var streetNumbers = new TreeMap<String, Integer>();
    var compoundAddress = new TreeMap<String, String>();
    var named = new ArrayList<Site>();
    for (var site : sites) {
      var cell = site.leaf().cell();
      if (site.use().equals("apartments")) {
        String prefix =
            compoundAddress.computeIfAbsent(
                cell.name,
                first -> onStreet(cell.leaves.getFirst().ground(), streetNumbers) + cell.name);
        int number = compoundNumbers.merge(cell.name, 1, Integer::sum);
        named.add(site.called(prefix + number + "号楼", cell.name + number + "号楼", number));
      } else {
        String address = onStreet(site.ground(), streetNumbers);
        named.add(site.called(address, address + title(site.use()), 0));
      }
    }
    return named;
  }

  private String onStreet(Geometry place, TreeMap<String, Integer> numbers) {
    String street = ground.nearest(place, NUMBERED).name();
    return street + numbers.merge(street, dice.among(1, 2), Integer::sum) + "号";
  }

  private static String title(String use) {
    return switch (use) {
      case "shop" -> "商铺";
      case "school" -> "松岭学校教学楼";
      case "clinic" -> "松岭社区卫生服务中心";
      case "market" -> "松岭农贸市场";
      case "kindergarten" -> "松岭幼儿园";
      case "office" -> "党群服务中心";
      default -> "";
    };
  }

  static final Comparator<Site> READING_ORDER =
      Comparator.<Site>comparingLong(site -> -Math.round(site.leaf().lot().middle().y / 25))
          .thenComparingDouble(site -> site.ground().getCentroid().getX());
}
