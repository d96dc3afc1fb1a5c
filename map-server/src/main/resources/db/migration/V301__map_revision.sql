-- What changed on the map, so that every process of the installation notices within a second or so.
-- One row per part, raised in the transaction that changes it. Owner: map-server/grid.
create table map_revision (
  part     text primary key check (part in ('grids', 'buildings', 'basemap')),
  revision bigint not null default 0
);
insert into map_revision (part) values ('grids'), ('buildings'), ('basemap');

-- An imported building keeps its identity over imports: OSM id, or whatever its file calls it.
alter table building add column foreign_id text;
create unique index building_foreign on building (source, foreign_id) where foreign_id is not null;
alter table basemap_feature add column foreign_id text;
create unique index basemap_feature_foreign on basemap_feature (source, foreign_id, layer)
  where foreign_id is not null;

create index device_place_leaf on device_place (leaf_grid_id) where valid_to is null;
