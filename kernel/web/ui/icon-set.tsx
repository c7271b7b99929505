/** Icons by the names that packs and modules use. A file of its own, loaded after the first screen. */
import {
  Icon24AccessibilityOutline,
  Icon24BabyBottleOutline,
  Icon24BooksOutline,
  Icon24BriefcaseOutline,
  Icon24BuildingOutline,
  Icon24CalendarOutline,
  Icon24CameraOutline,
  Icon24CarOutline,
  Icon24ChecksOutline,
  Icon24ClockOutline,
  Icon24CoinsOutline,
  Icon24CompassOutline,
  Icon24DocumentOutline,
  Icon24DumbbellsOutline,
  Icon24EducationOutline,
  Icon24EternalFlameOutline,
  Icon24FavoriteOutline,
  Icon24FlashOutline,
  Icon24FootballBallOutline,
  Icon24GameOutline,
  Icon24GearOutline,
  Icon24GiftOutline,
  Icon24GlobeOutline,
  Icon24GovernmentOutline,
  Icon24GraphOutline,
  Icon24HammerOutline,
  Icon24HealthOutline,
  Icon24HomeOutline,
  Icon24HorseToyOutline,
  Icon24InfoCircleOutline,
  Icon24KeyOutline,
  Icon24LightbulbOutline,
  Icon24LikeOutline,
  Icon24MasksOutline,
  Icon24MegaphoneOutline,
  Icon24MessageOutline,
  Icon24MusicOutline,
  Icon24NotificationOutline,
  Icon24PaletteOutline,
  Icon24PawOutline,
  Icon24PhoneOutline,
  Icon24PictureOutline,
  Icon24PlaceOutline,
  Icon24RoubleBadgeOutline,
  Icon24SmileOutline,
  Icon24StorefrontOutline,
  Icon24SunOutline,
  Icon24ThermometerOutline,
  Icon24TicketOutline,
  Icon24UserOutline,
  Icon24UsersOutline,
  Icon24WarningTriangleOutline,
  Icon24WaterDropOutline,
  Icon24WrenchOutline,
} from '@vkontakte/icons'
import type { ComponentType } from 'react'

type Drawn = ComponentType<{ width?: number; height?: number }>

/** A glyph of our own where VK's set has none: 24 by 24, one path. */
function glyph(d: string): Drawn {
  return ({ width = 24, height = 24 }) => (
    <svg aria-hidden="true" width={width} height={height} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
      <path d={d} />
    </svg>
  )
}

const recycle = glyph('M9.5 7.5 12 3.5l2.6 4.3M13 3.9h-2M17.2 11.2l2.9 5-2.2 3.3h-4.4M15.6 17.2l-2.2 2.3 2.2 2.3M9.8 19.5H6.1l-2.2-3.3 2.2-3.8M3.6 13.3l2.6-1 1 2.8M16 5.2l-1.4 2.7-2.9-.7')
const leaf = glyph('M5 19c0-9 5-13.500 14.500-14C19.800 14 15.500 19 8.500 18.500M5 20.500c1.500-4.500 4-7.500 8-9.500')
const train = glyph('M7 4h10a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM5 11h14M8.500 14.200h.01M15.500 14.200h.01M8 17l-2 3.500M16 17l2 3.500')
const bus = glyph('M6 4h12a1.500 1.500 0 0 1 1.500 1.500V17h-15V5.500A1.500 1.500 0 0 1 6 4ZM4.500 11.500h15M8 14.300h.01M16 14.300h.01M6.500 17v2.500M17.500 17v2.500')
const metro = glyph('M4 19 8.500 5.500 12 14l3.500-8.500L20 19M2.500 19h4M17.500 19h4')
const tree = glyph('M12 21v-7M12 3 6.500 10H9l-3.500 5h13L15 10h2.500L12 3Z')
const bench = glyph('M4 8h16M4 11.500h16M6 8v11M18 8v11M3.500 15h17')
const pill = glyph('M10.500 20.500a5 5 0 0 1-7-7l7-7a5 5 0 0 1 7 7ZM8 9.500l6.500 6.500')
const bridge = glyph('M3 17h18M6 17V6M18 17V6M6 7c2 5 10 5 12 0M9 17v-6.500M12 17v-6M15 17v-6.500')

/** Several names may mean one picture: packs are written by many hands. */
const drawn: Record<string, Drawn> = {
  accessibility: Icon24AccessibilityOutline, access: Icon24AccessibilityOutline, disabled: Icon24AccessibilityOutline,
  baby: Icon24BabyBottleOutline, kindergarten: Icon24HorseToyOutline, toy: Icon24HorseToyOutline, child: Icon24HorseToyOutline, children: Icon24HorseToyOutline,
  parent: Icon24BabyBottleOutline, family: Icon24UsersOutline, books: Icon24BooksOutline, book: Icon24BooksOutline, library: Icon24BooksOutline,
  briefcase: Icon24BriefcaseOutline, business: Icon24BriefcaseOutline, work: Icon24BriefcaseOutline, building: Icon24BuildingOutline, house: Icon24HomeOutline,
  home: Icon24HomeOutline, calendar: Icon24CalendarOutline, event: Icon24CalendarOutline, dates: Icon24CalendarOutline, camera: Icon24CameraOutline,
  tourist: Icon24CameraOutline, car: Icon24CarOutline, driver: Icon24CarOutline, parking: Icon24CarOutline, checks: Icon24ChecksOutline, clock: Icon24ClockOutline,
  coins: Icon24CoinsOutline, money: Icon24RoubleBadgeOutline, benefits: Icon24RoubleBadgeOutline, compass: Icon24CompassOutline, near: Icon24CompassOutline,
  document: Icon24DocumentOutline, documents: Icon24DocumentOutline, mfc: Icon24DocumentOutline, dumbbell: Icon24DumbbellsOutline, dumbbells: Icon24DumbbellsOutline,
  gym: Icon24DumbbellsOutline, education: Icon24EducationOutline, school: Icon24EducationOutline, student: Icon24EducationOutline, flame: Icon24EternalFlameOutline,
  memory: Icon24EternalFlameOutline, memorial: Icon24EternalFlameOutline, star: Icon24FavoriteOutline, favorite: Icon24FavoriteOutline, beauty: Icon24FavoriteOutline,
  flash: Icon24FlashOutline, outage: Icon24FlashOutline, electricity: Icon24FlashOutline, battery: Icon24FlashOutline, ball: Icon24FootballBallOutline,
  sport: Icon24FootballBallOutline, sports: Icon24FootballBallOutline, game: Icon24GameOutline, playground: Icon24HorseToyOutline, gear: Icon24GearOutline,
  gift: Icon24GiftOutline, volunteer: Icon24LikeOutline, globe: Icon24GlobeOutline, government: Icon24GovernmentOutline, museum: Icon24GovernmentOutline,
  culture: Icon24MasksOutline, theatre: Icon24MasksOutline, graph: Icon24GraphOutline, chart: Icon24GraphOutline, hammer: Icon24HammerOutline, repair: Icon24HammerOutline,
  health: Icon24HealthOutline, clinic: Icon24HealthOutline, polyclinic: Icon24HealthOutline, hospital: Icon24HealthOutline, doctor: Icon24HealthOutline,
  info: Icon24InfoCircleOutline, key: Icon24KeyOutline, idea: Icon24LightbulbOutline, lightbulb: Icon24LightbulbOutline, heart: Icon24LikeOutline, like: Icon24LikeOutline,
  news: Icon24MegaphoneOutline, megaphone: Icon24MegaphoneOutline, message: Icon24MessageOutline, music: Icon24MusicOutline, bell: Icon24NotificationOutline,
  palette: Icon24PaletteOutline, art: Icon24PaletteOutline, paw: Icon24PawOutline, pet: Icon24PawOutline, pets: Icon24PawOutline, dog: Icon24PawOutline, vet: Icon24PawOutline,
  phone: Icon24PhoneOutline, picture: Icon24PictureOutline, view: Icon24PictureOutline, place: Icon24PlaceOutline, pin: Icon24PlaceOutline, map: Icon24PlaceOutline,
  smile: Icon24SmileOutline, pensioner: Icon24SunOutline, shop: Icon24StorefrontOutline, market: Icon24StorefrontOutline, sun: Icon24SunOutline, dacha: Icon24SunOutline,
  heat: Icon24ThermometerOutline, ticket: Icon24TicketOutline, user: Icon24UserOutline, users: Icon24UsersOutline, people: Icon24UsersOutline, warning: Icon24WarningTriangleOutline,
  water: Icon24WaterDropOutline, wrench: Icon24WrenchOutline,
  recycle, recycling: recycle, leaf, ecology: leaf, eco: leaf, nature: leaf, garden: leaf, train, rail: train, bus, passenger: bus, transport: bus, transit: bus, metro, subway: metro,
  tree, park: tree, forest: tree, bench, yard: bench, pill, pharmacy: pill, medicine: pill, bridge, sights: bridge, city: bridge,
}

export function drawnIcon(name: string): Drawn {
  return drawn[name] ?? drawn[name.split(/[-_.:]/)[0] ?? ''] ?? Icon24PlaceOutline
}
