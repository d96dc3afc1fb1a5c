package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.List;
import org.gridwatch.gateway.simulator.community.Community.Person;

/** What things and people are called. Every name is made up; so is every telephone number. */
final class Names {
  static final String COMMUNITY = "松岭社区";
  static final String RIVER = "清溪河";
  static final String RIVER_ROAD = "滨河大道";
  static final String MAIN_STREET = "松岭大街";
  static final String MIDDLE_STREET = "学府路";
  static final String RAIL_STREET = "铁路南街";
  static final String SOUTH_BANK = "南岸路";
  static final String AVENUE = "梧桐大道";
  static final String SECOND_AVENUE = "文昌路";
  static final String WEST_STREET = "西坡路";
  static final String EAST_STREET = "东屏路";

  private static final String DIGITS = "零一二三四五六七八九";
  private static final List<String> SURNAMES =
      chars(
          "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤");
  private static final List<String> GIVEN =
      chars("建国华明志强伟勇军平刚杰峰斌涛辉超鹏波宁文武林森海山松云龙春秋雪梅兰菊红丽娟英芳燕玲秀珍桂琴慧敏静洁婷雅欣怡萍霞莉蓉晓晨阳光永长安和德仁义信家兴旺福禄庆喜祥瑞");

  private final Dice dice;
  private final List<String> streets =
      new ArrayList<>(
          List.of(
              "桂花路", "槐荫路", "石桥路", "采薇路", "银杏路", "柳林路", "杏花路", "朝阳坡路", "白果路", "竹园路", "桃源路", "枫香路",
              "古井路", "望山路", "青枫路", "映山路", "紫荆路", "栗园路", "茶园路", "香樟路", "榆荫路", "翠微路"));
  private final List<String> lanes =
      new ArrayList<>(
          List.of("石板巷", "磨坊巷", "井台巷", "豆腐巷", "铁匠巷", "染坊巷", "油坊巷", "书院巷", "盐店巷", "槐树巷"));
  private final List<String> towers =
      new ArrayList<>(List.of("云锦华庭", "滨江雅居", "松岭新城", "观澜府", "丽景湾", "翠湖名邸", "金桂华府", "望江楼小区"));
  private final List<String> slabs =
      new ArrayList<>(
          List.of(
              "锦和苑", "车桥厂家属院", "齿轮厂小区", "民乐苑", "铁路新村", "安居苑", "和平里", "春晖苑", "轮胎厂家属院", "康宁小区", "幸福里",
              "振兴苑", "兴业小区", "长青苑"));
  private final List<String> oldTown = new ArrayList<>(List.of("老街坊", "井台片", "书院片", "磨坊片", "石桥片"));
  private final List<String> civic = new ArrayList<>(List.of("便民中心", "商贸里"));
  private int persons;

  Names(long seed) {
    this.dice = new Dice(seed, "names");
    List.of(streets, lanes, towers, slabs, oldTown).forEach(dice::shuffle);
  }

  String street() {
    return streets.removeLast();
  }

  String lane() {
    return lanes.removeLast();
  }

  String cell(Cell.Use use) {
    return switch (use) {
      case SLABS -> slabs.removeLast();
      case TOWERS -> towers.removeLast();
      case OLD_TOWN -> oldTown.removeLast();
      case CIVIC -> civic.removeFirst();
      case SCHOOL -> "松岭学校";
      case PARK -> "松岭公园";
    };
  }

  /** The first group 100 0000 belongs to no operator. */
  Person person() {
    String given = dice.pick(GIVEN) + (dice.chance(0.8) ? dice.pick(GIVEN) : "");
    return new Person(dice.pick(SURNAMES) + given, "1000000%04d".formatted(++persons));
  }

  /** 1..99 as one counts grids: 一, 十, 十二, 二十七. */
  static String count(int number) {
    int tens = number / 10;
    int ones = number % 10;
    String lead = tens == 0 ? "" : (tens == 1 ? "" : DIGITS.substring(tens, tens + 1)) + "十";
    return lead + (ones == 0 ? "" : DIGITS.substring(ones, ones + 1));
  }

  private static List<String> chars(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }
}
