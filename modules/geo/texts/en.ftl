geo-no_such_building = There is no such building in the address table
    .next = Find the building again by its address.
geo-nothing_near = No known building is near this point
    .next = Type an address or move the point on the map.
geo-outside = This point is outside the region
    .next = Choose a point inside the borders.
