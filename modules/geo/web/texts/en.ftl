geo-address-hint = Street and house
geo-address-example = For example: { $example }
geo-no-address = No such address found. Check the street and the number.
geo-locate = Find where I am
geo-on-map = Choose on the map
geo-by-address = By address
geo-press-map = Press the map: the nearest house will be taken.
geo-finding = Looking for the house…
geo-locate-denied = The browser did not allow to find you. Type the address or choose the house on the map.
geo-locate-failed = Your place could not be found. Type the address or choose the house on the map.
geo-neighbour = This number is not listed; the nearest house
geo-street-houses = { $n } { $n ->
    [one] house
   *[other] houses
}, add the number
