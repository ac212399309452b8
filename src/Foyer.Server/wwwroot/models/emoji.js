import { textKey } from "./text-key.js";

/** @typedef {{ sign: string, name: string, words: string }} Emoji */

/** What the picker and `:name:` offer; any other emoji can be typed. Sign, name, and further words to find it by. */
const LIST = `
👍 thumbsup yes agree good like|👎 thumbsdown no disagree bad|❤️ heart love|😂 joy laugh tears funny|🎉 tada party celebrate|👏 clap applause bravo|🙏 pray thanks please|🔥 fire hot great
😀 grinning happy|😃 smiley happy|😄 smile happy|😁 grin happy|😆 laughing haha|😅 sweat_smile relief phew|🤣 rofl laugh|😊 blush shy warm|🙂 slight_smile|🙃 upside_down silly|😉 wink|😍 heart_eyes love|🥰 smiling_hearts love|😘 kiss|😋 yum tasty|😜 zany tongue|🤪 crazy goofy|🤗 hug|🤭 giggle oops|🤫 shush quiet secret|🤔 thinking hmm|🤨 raised_eyebrow doubt|😐 neutral|😑 expressionless|😶 no_mouth silent|😏 smirk|🙄 eye_roll|😬 grimace awkward|😌 relieved calm|😴 sleeping tired|😪 sleepy|🤤 drool|😷 mask ill|🤒 thermometer ill sick|🤧 sneeze cold|🥵 hot_face heat|🥶 cold_face freezing|😵 dizzy_face|🤯 mind_blown exploding|🥳 partying birthday|😎 cool sunglasses|🤓 nerd|🧐 monocle inspect|😕 confused|😟 worried|🙁 frown sad|😮 open_mouth surprised|😲 astonished|😳 flushed|🥺 pleading|😢 cry sad tear|😭 sob crying|😤 huff triumph|😠 angry|😡 rage furious|🤬 cursing|😱 scream fear|😨 fearful|😰 anxious|🤡 clown|👻 ghost|💀 skull|👽 alien|🤖 robot|💩 poop
👋 wave hello bye|✋ raised_hand stop|🖐️ hand|👌 ok_hand fine|✌️ peace victory|🤞 crossed_fingers luck|🤟 love_you|🤘 rock metal|👈 point_left|👉 point_right|👆 point_up|👇 point_down|☝️ one_finger|✊ fist|👊 punch bump|🤝 handshake deal|💪 muscle strong|🙌 raised_hands hooray|👐 open_hands|🤲 palms|✍️ writing|👀 eyes look see|🧠 brain|👂 ear listen|🗣️ speaking|🤷 shrug dunno|🤦 facepalm|🙋 raising_hand question|🙆 ok_person|🙅 no_person|💁 tipping_hand|🏃 running late|🚶 walking|💃 dancing|🕺 dancer
🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|🤍 white_heart|💔 broken_heart|💕 two_hearts|💯 hundred perfect|💢 anger|💥 boom|💫 dizzy|💦 splash|💤 zzz sleep|✨ sparkles shiny|⭐ star|🌟 glowing_star|⚡ zap lightning|☀️ sun|🌤️ sun_cloud|☁️ cloud|🌧️ rain|⛈️ storm|❄️ snow|🌈 rainbow|🌙 moon|🌍 earth world|🌊 ocean
🐶 dog|🐱 cat|🐭 mouse|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐸 frog|🐵 monkey|🙈 see_no_evil|🙉 hear_no_evil|🙊 speak_no_evil|🐔 chicken|🐧 penguin|🦉 owl|🦄 unicorn|🐝 bee|🦋 butterfly|🐌 snail slow|🐞 ladybird|🐢 turtle|🐙 octopus|🐟 fish|🐳 whale|🌸 blossom|🌻 sunflower|🌹 rose|🌱 seedling|🌲 tree|🍀 clover luck|🍂 leaves autumn
🍎 apple|🍌 banana|🍇 grapes|🍓 strawberry|🍋 lemon|🍅 tomato|🥕 carrot|🌶️ chili hot|🍞 bread|🧀 cheese|🍕 pizza|🍔 burger|🍟 fries|🌮 taco|🍜 noodles|🍣 sushi|🍲 soup pot|🥗 salad|🍿 popcorn|🍰 cake|🎂 birthday_cake|🍪 cookie|🍫 chocolate|🍦 ice_cream|☕ coffee|🍵 tea|🍺 beer|🍻 cheers|🥂 toast glasses|🍷 wine|🍽️ plate dinner
⚽ football|🏀 basketball|🎾 tennis|🏐 volleyball|🏓 ping_pong|🎯 target bullseye|🎲 dice game|♟️ chess|🧩 puzzle|🎮 video_game|🎸 guitar|🎹 piano|🎤 microphone sing|🎧 headphones|🎬 clapper film cinema|🎨 art paint|🎭 theatre|🎟️ ticket|🏆 trophy win|🥇 gold_medal first|🎁 gift present|🎈 balloon|🚲 bicycle bike|🚗 car|🚌 bus|🚆 train|✈️ plane|🚀 rocket ship launch|⛺ tent camp|🏠 house home|🔑 key|🚪 door
⌚ watch|📱 phone|💻 laptop computer|⌨️ keyboard|🖨️ printer|📷 camera photo|🎥 movie_camera|💡 idea bulb|🔦 torch|🔌 plug|🔋 battery|🛠️ tools fix|🔧 wrench|🔨 hammer|⚙️ gear settings|🧹 broom clean|🗑️ bin trash|📦 package|📚 books|📖 book read|📝 memo note|✏️ pencil|📎 paperclip|📌 pin|📍 location|📅 calendar date|⏰ alarm clock|⏳ hourglass wait|📈 chart_up growth|📉 chart_down|📣 megaphone announce|🔔 bell|🔕 no_bell mute|🔒 lock|🔓 unlock|💰 money|💳 card|✉️ mail letter
✅ check done yes|☑️ ticked|✔️ tick|❌ cross no|❎ crossed|❓ question|❗ exclamation|⚠️ warning|🚫 forbidden|⛔ no_entry|➕ plus|➖ minus|🔁 repeat|🔄 refresh|🆗 ok|🆕 new|🆒 cool_sign|🔴 red_circle|🟠 orange_circle|🟡 yellow_circle|🟢 green_circle|🔵 blue_circle|🟣 purple_circle|⚫ black_circle|⚪ white_circle|🏳️ white_flag|🏁 finish|🏳️‍🌈 rainbow_flag pride`;

/** @type {readonly Emoji[]} */
export const EMOJI = LIST.trim().split(/[|\n]/).map(parse);

/** Those that are offered at once. */
export const FREQUENT = EMOJI.slice(0, 8).map(({ sign }) => sign);

const names = new Map(EMOJI.map(({ sign, name }) => [plain(sign), name.replaceAll("_", " ")]));

/** Its name in words; of an unknown one the sign itself. @param {string} sign */
export function nameOf(sign) {
  return names.get(plain(sign)) ?? sign;
}

/** Those whose name or words begin with what is asked, names first. @param {string} asked @param {number} [most] */
export function findEmoji(asked, most = EMOJI.length) {
  const wanted = textKey(asked);
  const byName = EMOJI.filter(({ name }) => name.split("_").some((word) => word.startsWith(wanted)) || name.startsWith(wanted));
  const byWords = EMOJI.filter((emoji) => !byName.includes(emoji) && emoji.words.split(" ").some((word) => word.startsWith(wanted)));
  return [...byName, ...byWords].slice(0, most);
}

/** The same emoji is written with and without the mark that asks for a picture. @param {string} sign */
function plain(sign) {
  return sign.replaceAll("\uFE0F", "");
}

/** @param {string} entry @returns {Emoji} */
function parse(entry) {
  const [sign, name, ...words] = entry.split(" ");
  return { sign, name, words: words.join(" ") };
}
