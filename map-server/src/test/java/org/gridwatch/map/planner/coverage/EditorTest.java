package org.gridwatch.map.planner.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.gridwatch.map.planner.coverage.Plot.at;
import static org.gridwatch.map.planner.coverage.Plot.boxed;
import static org.gridwatch.map.planner.coverage.Plot.lat;
import static org.gridwatch.map.planner.coverage.Plot.line;
import static org.gridwatch.map.planner.coverage.Plot.lon;
import static org.gridwatch.map.planner.coverage.Plot.m2;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;

/** Each edit on a town of four grids, or of two grids with four micro-grids each. */
class EditorTest {
  private static final Offset<Double> M2 = within(0.5);

  private final Tiling four = Plot.ofFour().tiling();
  private final Tiling parents = Plot.ofTwoParents().tiling();

  /** The town after an edit, which must be sound and must go back exactly. */
  private static Tiling after(Tiling tiling, Edit edit) {
    Change change = Editor.change(tiling, edit);
    Tiling is = tiling.after(change);
    assertThat(is.after(change.inverse()).same(tiling)).as("undo").isTrue();
    Geometry[] leaves = is.leaves().stream().map(PlanGrid::boundary).toArray(Geometry[]::new);
    assertThat(CoverageValidator.isValid(leaves)).as("coverage").isTrue();
    assertThat(leaves).allMatch(Geometry::isValid);
    return is;
  }

  private static Refused refused(Tiling tiling, Edit edit) {
    return catchThrowableOfType(Refused.class, () -> Editor.change(tiling, edit));
  }

  private static double area(Tiling tiling, String key) {
    return m2(tiling, key);
  }

  @Test
  void aCornerMovesInAllGridsThatHaveIt() {
    Tiling is = after(four, new Edit.MoveVertex(at(100, 100), at(110, 120)));
    assertThat(is.leaves())
        .allMatch(leaf -> Rings.has(leaf.boundary(), at(110, 120)))
        .noneMatch(leaf -> Rings.has(leaf.boundary(), at(100, 100)));
    assertThat(m2(is, "T")).isCloseTo(40_000, M2);
  }

  @Test
  void aCornerOfTheOutlineMayMove() {
    Tiling is = after(four, new Edit.MoveVertex(at(0, 200), at(-10, 210)));
    assertThat(m2(is, "T")).isCloseTo(41_000, M2);
  }

  @Test
  void anInnerCornerDoesNotCarryAGridBeyondTheOutline() {
    Tiling dented =
        new Plot()
            .parent("T", 1, "")
            .leaf("A", 2, "T", 0, 0, 100, 0, 100, 40, 50, 50, 0, 100)
            .leaf("B", 2, "T", 100, 40, 100, 60, 0, 100, 50, 50)
            .tiling();
    Refused no = refused(dented, new Edit.MoveVertex(at(50, 50), at(120, 52)));
    assertThat(no).isNotNull();
    after(dented, new Edit.MoveVertex(at(50, 50), at(60, 52)));
  }

  @Test
  void aCornerPutOnAnotherBecomesOneWithIt() {
    Tiling tiling = after(four, new Edit.AddVertex(at(100, 100), at(100, 200), at(100, 150)));
    Tiling is = after(tiling, new Edit.MoveVertex(at(100, 150), at(100.02, 199.98)));
    assertThat(
            is.same(four) || is.leaves().stream().allMatch(l -> l.boundary().getNumPoints() == 5))
        .isTrue();
  }

  @Test
  void aCornerThatWouldCrossAnotherGridIsRefused() {
    Refused no = refused(four, new Edit.MoveVertex(at(100, 100), at(250, 250)));
    assertThat(no).hasMessageContaining("cross");
    assertThat(no.grids()).isNotEmpty();
    assertThat(no.place().x).isBetween(110.78, 110.80);
  }

  @Test
  void aCornerThatIsNotThereIsRefused() {
    assertThat(refused(four, new Edit.MoveVertex(at(30, 30), at(40, 40))))
        .hasMessage("there is no corner at this place");
  }

  @Test
  void aNewCornerIsOneOfBothNeighbours() {
    Tiling is = after(four, new Edit.AddVertex(at(100, 100), at(100, 200), at(105, 150)));
    assertThat(area(is, "A")).isCloseTo(10_250, M2);
    assertThat(area(is, "B")).isCloseTo(9_750, M2);
  }

  @Test
  void aNewCornerNeedsAnEdgeAndRoom() {
    assertThat(refused(four, new Edit.AddVertex(at(0, 0), at(100, 200), at(50, 50))))
        .hasMessage("no edge runs between these two corners");
    assertThat(refused(four, new Edit.AddVertex(at(100, 100), at(100, 200), at(100, 100.03))))
        .hasMessage("there is a corner at this place already");
  }

  @Test
  void aCornerGoesFromBothNeighbours() {
    Tiling bent = after(four, new Edit.AddVertex(at(100, 100), at(100, 200), at(105, 150)));
    Tiling is = after(bent, new Edit.RemoveVertex(at(105, 150)));
    assertThat(area(is, "A")).isCloseTo(10_000, M2);
  }

  @Test
  void aCornerWhereSeveralEdgesMeetStays() {
    Refused no = refused(four, new Edit.RemoveVertex(at(100, 100)));
    assertThat(no).hasMessageContaining("edges of several grids meet");
    assertThat(no.grids()).containsExactly("A", "B", "C", "D");
  }

  @Test
  void aBentEdgeMovesBetweenItsEnds() {
    Tiling bent = after(four, new Edit.AddVertex(at(100, 100), at(100, 200), at(105, 150)));
    Tiling is = after(bent, new Edit.MoveEdge("A", "B", lon(10), lat(0)));
    assertThat(area(is, "A")).isCloseTo(10_750, M2);
    assertThat(is.leaves()).filteredOn(l -> Rings.has(l.boundary(), at(100, 100))).hasSize(4);
  }

  @Test
  void aStraightEdgeSlidesAlongItsNeighbours() {
    Tiling is = after(four, new Edit.MoveEdge("A", "B", lon(10), lat(0)));
    assertThat(area(is, "A")).isCloseTo(11_000, M2);
    assertThat(area(is, "B")).isCloseTo(9_000, M2);
    assertThat(area(is, "C")).isCloseTo(10_000, M2);
  }

  @Test
  void theEdgeOfTwoParentsMovesWithTheirMicroGrids() {
    Tiling is = after(parents, new Edit.MoveEdge("P", "Q", lon(20), 0));
    assertThat(m2(is, "P") + m2(is, "Q")).isCloseTo(40_000, M2);
    assertThat(m2(is, "P")).isCloseTo(20_000 + 20 * 150, M2);
  }

  @Test
  void gridsThatDoNotTouchHaveNoEdgeToMove() {
    Refused no = refused(four, new Edit.MoveEdge("A", "D", lon(10), 0));
    assertThat(no).hasMessage("格A and 格D have no edge in common");
    assertThat(no.grids()).containsExactly("A", "D");
  }

  @Test
  void anEdgeFollowsALineFromOutlineToOutline() {
    Tiling is = after(four, new Edit.Reshape("A", "B", line(120, 90, 130, 150, 120, 210)));
    assertThat(m2(is, "A") + m2(is, "B")).isCloseTo(20_000, M2);
    assertThat(area(is, "A")).isGreaterThan(12_000);
    assertThat(area(is, "D")).isCloseTo(10_000, M2);
  }

  @Test
  void anEdgeFollowsALineFarIntoOneOfTheGrids() {
    Tiling is = after(four, new Edit.Reshape("A", "B", line(180, 90, 180, 210)));
    assertThat(area(is, "A")).isCloseTo(18_000, M2);
    assertThat(area(is, "B")).isCloseTo(2_000, M2);
  }

  @Test
  void aStretchOfAnEdgeBulges() {
    Tiling is = after(four, new Edit.Reshape("A", "B", line(95, 120, 120, 120, 120, 180, 95, 180)));
    assertThat(area(is, "A")).isCloseTo(10_000 + 20 * 60, M2);
    assertThat(area(is, "B")).isCloseTo(10_000 - 20 * 60, M2);
  }

  @Test
  void anEdgeLeavesForTheOutlineHalfway() {
    Tiling is = after(four, new Edit.Reshape("A", "B", line(100, 150, 130, 205)));
    assertThat(m2(is, "A") + m2(is, "B")).isCloseTo(20_000, M2);
    assertThat(area(is, "A")).isBetween(10_100.0, 12_000.0);
  }

  @Test
  void theEdgeOfAnEnclaveBulges() {
    Tiling tiling = after(four, new Edit.CutOut("B", boxed(130, 130, 170, 170), "岛"));
    Tiling is =
        after(tiling, new Edit.Reshape("+1", "B", line(165, 140, 180, 140, 180, 160, 165, 160)));
    assertThat(area(is, "+1")).isCloseTo(1_600 + 10 * 20, M2);
  }

  @Test
  void theEdgeOfTwoParentsFollowsALineThroughTheirMicroGrids() {
    Tiling is = after(parents, new Edit.Reshape("P", "Q", line(120, -10, 120, 210)));
    assertThat(m2(is, "P")).isCloseTo(24_000, M2);
    assertThat(m2(is, "Q")).isCloseTo(16_000, M2);
    assertThat(is.children("P")).hasSize(4);
  }

  @Test
  void microGridsThatTheLineLeavesBehindAreHandedOver() {
    Tiling is = after(parents, new Edit.Reshape("P", "Q", line(100, 100, 210, 100)));
    assertThat(is.children("P")).hasSize(6);
    assertThat(is.children("Q")).hasSize(2);
    assertThat(is.leaves()).hasSize(8);
  }

  @Test
  void aLineThatStaysAwayFromTheEdgeReshapesNothing() {
    assertThat(refused(four, new Edit.Reshape("A", "B", line(20, 120, 40, 140))))
        .hasMessageContaining("must begin and end on the edge between 格A and 格B");
  }

  @Test
  void aLineCutsAGridAndTheLargerPartKeepsTheKey() {
    Tiling is = after(four, new Edit.Split("A", line(30, 90, 30, 210), "西"));
    assertThat(area(is, "A")).isCloseTo(7_000, M2);
    assertThat(area(is, "+1")).isCloseTo(3_000, M2);
    PlanGrid west = is.find("+1").orElseThrow();
    assertThat(west.name()).isEqualTo("西");
    assertThat(west.parent()).isEqualTo("T");
    assertThat(is.find("C").orElseThrow().boundary().getNumPoints()).isEqualTo(6);
  }

  @Test
  void aSplitWithoutANameGetsTheNextNumber() {
    Tiling is = after(four, new Edit.Split("A", line(30, 90, 30, 210), ""));
    assertThat(is.find("+1").orElseThrow().name()).isEqualTo("格A 2");
    Tiling next = after(is, new Edit.Split("A", line(60, 90, 60, 210), ""));
    assertThat(next.find("+2").orElseThrow().name()).isEqualTo("格A 3");
  }

  @Test
  void aSplitThroughACornerNearbyUsesThatCorner() {
    Tiling is = after(four, new Edit.Split("A", line(0.02, 99.97, 100.01, 200.03), ""));
    assertThat(is.leaves()).hasSize(5).allMatch(leaf -> leaf.boundary().getNumPoints() <= 5);
  }

  @Test
  void aLineThatEndsInsideCutsNothing() {
    Refused no = refused(four, new Edit.Split("A", line(30, 90, 30, 150), ""));
    assertThat(no).hasMessage("the line does not cross 格A from edge to edge");
    assertThat(no.place()).isEqualTo(at(30, 150));
    assertThat(no.grids()).containsExactly("A");
  }

  @Test
  void aLineThatCutsOffASliverIsRefused() {
    assertThat(refused(four, new Edit.Split("A", line(0.06, 90, 0.06, 210), "")))
        .hasMessageContaining("no more than a sliver of 格A");
  }

  @Test
  void aGridWithChildrenIsSplitWithThem() {
    Tiling is = after(parents, new Edit.Split("P", line(-10, 130, 110, 130), "北"));
    assertThat(m2(is, "P")).isCloseTo(13_000, M2);
    assertThat(m2(is, "+1")).isCloseTo(7_000, M2);
    assertThat(is.children("P").stream().map(PlanGrid::key)).containsExactly("P1", "P2", "P3");
    assertThat(is.children("+1").stream().map(PlanGrid::key)).containsExactly("+2", "P4");
    PlanGrid cut = is.find("P3").orElseThrow();
    assertThat(m2(cut.boundary())).isCloseTo(3_000, M2);
    assertThat(cut.parent()).isEqualTo("P");
  }

  @Test
  void aCommunityIsSplitWithItsGridsAndMicroGrids() {
    Tiling is = after(parents, new Edit.Split("T", line(60, -10, 60, 210), "东社区"));
    PlanGrid west = is.find("+1").orElseThrow();
    assertThat(west.level()).isEqualTo(1);
    assertThat(m2(is, "T")).isCloseTo(28_000, M2);
    assertThat(m2(is, "+1")).isCloseTo(12_000, M2);
    assertThat(is.leaves()).hasSize(12);
    assertThat(is.children("+1")).singleElement().extracting(PlanGrid::key).isEqualTo("P");
  }

  @Test
  void anAreaIsCutOut() {
    Tiling is = after(four, new Edit.CutOut("A", boxed(-20, 150, 50, 220), "角"));
    assertThat(area(is, "+1")).isCloseTo(2_500, M2);
    assertThat(area(is, "A")).isCloseTo(7_500, M2);
  }

  @Test
  void anAreaInTheMiddleIsCutOutAndLeavesAHole() {
    Tiling is = after(four, new Edit.CutOut("A", boxed(20, 120, 80, 180), ""));
    assertThat(area(is, "+1")).isCloseTo(3_600, M2);
    assertThat(area(is, "A")).isCloseTo(6_400, M2);
    Tiling back = after(is, new Edit.Merge("A", List.of("+1")));
    assertThat(area(back, "A")).isCloseTo(10_000, M2);
  }

  @Test
  void cuttingOutEverythingOrNothingIsRefused() {
    assertThat(refused(four, new Edit.CutOut("A", boxed(-20, 80, 120, 220), "")))
        .hasMessage("nothing would be left of 格A");
    assertThat(refused(four, new Edit.CutOut("A", boxed(120, 120, 150, 150), "")))
        .hasMessageContaining("no more than a sliver of 格A");
    assertThat(refused(four, new Edit.CutOut("A", Rings.area(List.of()), "")))
        .hasMessage("what was drawn is not an area");
  }

  @Test
  void neighboursMerge() {
    Tiling is = after(four, new Edit.Merge("A", List.of("B", "D")));
    assertThat(is.leaves()).hasSize(2);
    assertThat(area(is, "A")).isCloseTo(30_000, M2);
  }

  @Test
  void onlySiblingsThatTouchMerge() {
    Tiling apart = Plot.ofFour().box("E", 2, "T", 300, 0, 400, 100).tiling();
    assertThat(refused(apart, new Edit.Merge("A", List.of("B", "E"))))
        .hasMessage("格E and 格A have no edge in common");
    assertThat(refused(parents, new Edit.Merge("P1", List.of("Q1"))))
        .hasMessage("格Q1 and 格P1 are not parts of the same grid");
    assertThat(refused(four, new Edit.Merge("A", List.of("A")))).hasMessageContaining("nothing to");
  }

  @Test
  void gridsThatTouchInACornerOnlyDoNotMerge() {
    assertThat(refused(four, new Edit.Merge("A", List.of("D"))))
        .hasMessage("格D and 格A have no edge in common");
  }

  @Test
  void ofMergedParentsTheChildrenStay() {
    Tiling is = after(parents, new Edit.Merge("P", List.of("Q")));
    assertThat(is.children("P")).hasSize(8);
    assertThat(is.find("Q")).isEmpty();
  }

  @Test
  void aLeafMergedWithAParentBecomesItsChild() {
    Tiling mixed = after(parents, new Edit.Unite("Q"));
    Tiling is = after(mixed, new Edit.Merge("Q", List.of("P")));
    assertThat(is.children("Q")).hasSize(5);
    assertThat(m2(is, "Q")).isCloseTo(40_000, M2);
  }

  @Test
  void landInAnAreaGoesToAGrid() {
    Tiling is = after(four, new Edit.Give(boxed(90, 120, 130, 180), "A"));
    assertThat(area(is, "A")).isCloseTo(10_000 + 30 * 60, M2);
    assertThat(area(is, "B")).isCloseTo(10_000 - 30 * 60, M2);
  }

  @Test
  void landComesFromSeveralGridsAtOnce() {
    Tiling is = after(four, new Edit.Give(boxed(50, 50, 150, 150), "A"));
    assertThat(area(is, "A")).isCloseTo(10_000 + 7_500, M2);
  }

  @Test
  void landThatIsOnesOwnChangesNothing() {
    assertThat(Editor.change(four, new Edit.Give(boxed(20, 120, 80, 180), "A")).nothing()).isTrue();
    assertThat(Editor.change(four, new Edit.Give(boxed(500, 0, 600, 100), "A")).nothing()).isTrue();
  }

  @Test
  void nobodyGivesAwayAllTheirLand() {
    Refused no = refused(four, new Edit.Give(boxed(90, 90, 210, 210), "A"));
    assertThat(no).hasMessage("nothing would be left of 格B: merge it instead");
    assertThat(no.grids()).containsExactly("B");
  }

  @Test
  void aSliverThatGivingWouldLeaveGoesAlong() {
    Tiling is = after(four, new Edit.Give(boxed(90, 120, 110, 199.93), "A"));
    assertThat(is.leaves()).allMatch(leaf -> leaf.boundary().getNumGeometries() == 1);
    assertThat(m2(is, "T")).isCloseTo(40_000, M2);
  }

  @Test
  void wholeMicroGridsAreHandedOverAndPiecesJoinTheirNeighbours() {
    Tiling is = after(parents, new Edit.Give(boxed(95, -5, 205, 75), "P"));
    assertThat(is.find("Q1").orElseThrow().parent()).isEqualTo("P");
    assertThat(m2(is, "P")).isCloseTo(20_000 + 7_500, M2);
    assertThat(is.children("P")).hasSize(5);
    assertThat(is.children("Q")).hasSize(3);
  }

  @Test
  void aPieceThatTouchesNothingOfTheParentBecomesAMicroGrid() {
    Tiling is = after(parents, new Edit.Give(boxed(150, 60, 180, 90), "P"));
    assertThat(is.find("+1").orElseThrow().parent()).isEqualTo("P");
    assertThat(m2(is, "+1")).isCloseTo(900, M2);
  }

  @Test
  void aPieceNoLargerThanASliverBecomesNoMicroGrid() {
    Tiling is = after(parents, new Edit.Give(boxed(150, 60, 150.4, 60.4), "P"));
    assertThat(is.all()).hasSameSizeAs(parents.all());
  }

  @Test
  void aParentKeepsAtLeastOneChild() {
    assertThat(refused(parents, new Edit.Give(boxed(95, -5, 205, 205), "P")))
        .hasMessage("nothing would be left of 格Q: merge it instead");
  }

  @Test
  void aGridGetsMicroGridsOfItsBlocks() {
    Tiling is =
        after(
            four,
            new Edit.Subdivide("A", List.of(boxed(0, 100, 50, 160), boxed(50, 100, 100, 160))));
    assertThat(is.children("A")).hasSize(2);
    assertThat(is.find("A").orElseThrow().leaf()).isFalse();
    assertThat(m2(is, "A")).isCloseTo(10_000, M2);
    assertThat(is.find("+1").orElseThrow().name()).isEqualTo("格A 1");
    Tiling back = after(is, new Edit.Unite("A"));
    assertThat(back.leaves()).hasSize(4);
    assertThat(area(back, "A")).isCloseTo(10_000, M2);
  }

  @Test
  void onlyALeafAboveTheLowestLevelIsSubdivided() {
    var areas = List.<Geometry>of(boxed(0, 0, 50, 50));
    assertThat(refused(parents, new Edit.Subdivide("P", areas)))
        .hasMessage("格P has grids below it already");
    assertThat(refused(parents, new Edit.Subdivide("P1", areas)))
        .hasMessage("格P1 is of the lowest level");
    assertThat(refused(four, new Edit.Subdivide("A", areas)))
        .hasMessage("none of the areas lies in all of 格A");
    assertThat(refused(four, new Edit.Unite("A"))).hasMessage("格A has no grids below it");
  }

  @Test
  void aMicroGridGoesBelowAnotherParentThatItTouches() {
    Tiling is = after(parents, new Edit.Hand("Q2", "P"));
    assertThat(is.find("Q2").orElseThrow().parent()).isEqualTo("P");
  }

  @Test
  void handingOverNeedsTheRightLevelATouchAndSomethingLeft() {
    assertThat(refused(parents, new Edit.Hand("Q2", "T"))).hasMessageContaining("not the level");
    assertThat(refused(parents, new Edit.Hand("Q2", "P1"))).hasMessageContaining("not the level");
    Tiling far =
        Plot.ofTwoParents().parent("R", 2, "T").box("R1", 3, "R", 300, 0, 400, 50).tiling();
    assertThat(refused(far, new Edit.Hand("R1", "P"))).hasMessageContaining("no edge in common");
    Tiling one = after(parents, new Edit.Merge("Q1", List.of("Q2", "Q3", "Q4")));
    assertThat(refused(one, new Edit.Hand("Q1", "P")))
        .hasMessageContaining("nothing would be left");
  }

  @Test
  void whatIsBelowAParentIsReplacedAllAtOnce() {
    var west = new PlanGrid("+7", 3, "P", "西", false, boxed(0, 0, 40, 200));
    var east = new PlanGrid("P1", 3, "P", "东", false, boxed(40, 0, 100, 200));
    Tiling is = after(parents, new Edit.Replace("P", List.of(west, east)));
    assertThat(is.children("P").stream().map(PlanGrid::key)).containsExactly("+7", "P1");
    assertThat(m2(is, "P")).isCloseTo(20_000, M2);
  }

  @Test
  void whatDoesNotTileTheParentDoesNotReplaceItsChildren() {
    var west = new PlanGrid("+7", 3, "P", "西", false, boxed(0, 0, 40, 200));
    var short_ = new PlanGrid("+8", 3, "P", "东", false, boxed(40, 0, 100, 190));
    assertThat(refused(parents, new Edit.Replace("P", List.of(west, short_))))
        .hasMessage("no grid covers this place");
    var wide = new PlanGrid("+8", 3, "P", "东", false, boxed(30, 0, 100, 200));
    assertThat(refused(parents, new Edit.Replace("P", List.of(west, wide))))
        .hasMessage("grids overlap here");
    var beyond = new PlanGrid("+8", 3, "P", "东", false, boxed(40, 0, 130, 200));
    assertThat(refused(parents, new Edit.Replace("P", List.of(west, beyond))))
        .hasMessageContaining("reaches outside");
    var elsewhere = new PlanGrid("Q1", 3, "P", "东", false, boxed(40, 0, 100, 200));
    assertThat(refused(parents, new Edit.Replace("P", List.of(west, elsewhere))))
        .hasMessageContaining("there twice");
    var crossed =
        new PlanGrid("+8", 3, "P", "东", false, Plot.area(40, 0, 100, 200, 100, 0, 40, 200));
    assertThat(refused(parents, new Edit.Replace("P", List.of(west, crossed))))
        .hasMessageContaining("not a sound area");
    assertThat(refused(parents, new Edit.Replace("P", List.of())))
        .hasMessageContaining("no grids at all");
  }

  @Test
  void everythingIsReplacedByAFileThatCameIn() {
    var town = new PlanGrid("N", 1, "", "新", false, Rings.area(List.of()));
    var west = new PlanGrid("+1", 2, "N", "西", false, boxed(0, 0, 90, 210));
    var east = new PlanGrid("+2", 2, "N", "东", false, boxed(90, 0, 220, 210));
    Tiling is = after(four, new Edit.Replace("", List.of(town, west, east)));
    assertThat(is.all().stream().map(PlanGrid::key)).containsExactly("+1", "+2", "N");
  }

  @Test
  void aLockedGridKeepsItsBoundary() {
    Tiling locked = Plot.ofFour().lock("B").tiling();
    for (Edit edit :
        List.of(
            new Edit.MoveVertex(at(100, 100), at(110, 110)),
            new Edit.AddVertex(at(100, 100), at(100, 200), at(105, 150)),
            new Edit.MoveEdge("A", "B", lon(10), 0),
            new Edit.Reshape("A", "B", line(120, 90, 120, 210)),
            new Edit.Split("B", line(150, 90, 150, 210), ""),
            new Edit.CutOut("B", boxed(120, 120, 150, 150), ""),
            new Edit.Merge("A", List.of("B")),
            new Edit.Give(boxed(90, 120, 130, 180), "A"),
            new Edit.Give(boxed(90, 120, 130, 180), "B"))) {
      Refused no = refused(locked, edit);
      assertThat(no).as("%s", edit).hasMessage("格B is locked");
      assertThat(no.grids()).containsExactly("B");
    }
  }

  @Test
  void aLockedNeighbourMayGetACornerOnItsEdge() {
    Tiling locked = Plot.ofFour().lock("B").tiling();
    Tiling is = after(locked, new Edit.Split("A", line(-10, 150, 110, 150), ""));
    assertThat(Rings.has(is.find("B").orElseThrow().boundary(), at(100, 150))).isTrue();
    assertThat(area(is, "B")).isCloseTo(10_000, within(0.1));
  }

  @Test
  void aLockedParentKeepsItsOutlineButNotItsInnerEdges() {
    Tiling locked = Plot.ofTwoParents().lock("P").tiling();
    after(locked, new Edit.Merge("P1", List.of("P2")));
    assertThat(refused(locked, new Edit.Hand("P1", "Q"))).hasMessage("格P is locked");
    assertThat(refused(locked, new Edit.MoveVertex(at(100, 50), at(105, 50))))
        .hasMessage("格P is locked");
  }

  @Test
  void whatIsCalledWhatAndLockedChangesNoBoundary() {
    Tiling is = after(four, new Edit.Rename("A", " 北岗 "));
    assertThat(is.find("A").orElseThrow().name()).isEqualTo("北岗");
    assertThat(refused(four, new Edit.Rename("A", " "))).hasMessageContaining("1..100");
    assertThat(after(four, new Edit.Lock("A", true)).find("A").orElseThrow().locked()).isTrue();
    assertThat(Editor.change(four, new Edit.Lock("A", false)).nothing()).isTrue();
    assertThat(refused(four, new Edit.Rename("Z", "x"))).hasMessage("there is no grid Z");
  }
}
