"""The English words of a check phrase: 1024 plain nouns, distinct to eye and ear. The order is fixed for ever."""

_TEXT = """
abacus acorn acrobat actor airplane airport album alley almond alphabet amber anchor angel ankle antelope antenna
anthem anvil apple apricot apron aquarium aqueduct arcade archer arena armchair arrow artist aster athlete atlas attic
audience aunt author autumn avenue avocado award baboon backpack bacon badge bagel bagpipe baker balcony ball bamboo
banana bandage banjo banner barbecue barber barley barrel baseball basil basket bassoon bathtub battery bayou bear
beaver bedroom beehive beetle beetroot bellows belt bench beret berry bicycle birch bird birthday biscuit bison
blanket blender blizzard blossom blouse bluebell board bobcat bobsled bonfire bonnet bookmark boot bottle boulder
bouquet box bracelet bracket bramble brass bread breeze brewery brick bridle broccoli bronze brooch broom brother
brownie brush bubble bucket buckle buffalo buffet bugle building bulb bumper bungalow bunny bus button cabbage cabin
cable cactus cafe calendar calf calico camel camera campfire canal canary candle candy canoe canvas canyon capsule
captain caramel caravan cardigan cardinal caribou carnival carpet carriage carrot cartoon cashew cashmere castle
catfish cavern cedar ceiling celery cello cement century ceramic cereal chain chalk chamber champion chapel charcoal
chariot chart checkers cheese cheetah chef cherry chess chestnut chicken chickpea chimney chipmunk chisel choir chorus
cider cinema cinnamon circle circus citadel citrus city clarinet claw cliff climber cloak closet cloud coaster coat
cobra cobweb cockatoo cocoa coconut coffee coin collar college collie colony column comb comet comic compass compost
computer concert condor cone confetti conifer cookie copper coral cord corner corridor cottage cotton couch country
cousin cover cowbell cowboy coyote crab cradle crane crater crayon cream creek crescent cricket crown cruiser crumb
crystal cucumber cupboard cupcake currant curtain curve cushion custard cutlery cyclist cylinder cymbal cypress
daffodil dahlia daisy dance daughter dawn deer dentist desert desk diamond diary dice dinner dinosaur diploma diver
doctor dolphin domino donut doorbell doormat dormouse dough dove dragon drawer dreamer dress drill drum duck dugout
dumpling dune duster dwarf eagle earring earth easel echo eclipse eggplant eggshell elbow elephant elevator elm
emerald emu engine envelope eraser espresso estuary evening eyebrow fabric factory fairy falafel falcon family farm
fashion father faucet fedora fence fennel fern ferret festival fiddler field fig film finch finger firefly firewood
fish fjord flag flamenco flamingo flannel flapjack flask fleet flint flipper floor flounder flower folder football
forest forge fork fortress fortune fossil foxglove frame freckle freezer friend frog frost fruit fudge furnace galaxy
gallery garage garden gargoyle garlic garment gate gazebo gazelle gecko geranium geyser giant gift giraffe glacier
glass glider globe goblet goggles gold gondola gong goose gorilla gosling grain granite graph gravel grocer grove
guava guest guitar gull gumdrop gymnast haddock hair halibut hallway hamlet hammock hamper hamster handbag handrail
harbour harness harp harvest hawk hay hazel heart heater hedge helmet herb heron herring hinge hippo history hive
hockey holiday honey hood horizon horn horse hospital hotel hour hurdle hut hyacinth hydrant ibex iceberg icicle igloo
iguana ink insect iris island ivory ivy jackal jackdaw jacket jaguar jam jasmine jeep jelly jewel jigsaw journal
juggler juice jukebox jungle juniper kale kangaroo kayak kelp kernel kestrel kettle keyboard kilt kingdom kitchen kite
kiwi knapsack knee knight knot koala lace ladder ladybird lagoon lamb language lantern laptop lapwing larch lasso
laundry lavender leaf leather leek lemon lemur lentil leopard letter lettuce library licorice lifeboat light lilac
lily lime linen linnet lion lizard llama lobster lollipop lotus luggage lumber lunch lupin lute lynx lyric macaw
machine mackerel magazine magician magnet magnolia magpie mailbox mammoth mandarin mandolin mango manor mansion maple
marathon marble margin marigold marjoram market marmot marsh marzipan mask mason mastiff match meadow meal meerkat
melody melon meringue mermaid meteor midnight mill minnow mint minute mirror mitten moccasin model monarch mongoose
monkey monocle monument moon moorhen mosaic moss mother motor mountain mouse mouth mud muffin mulberry muscle museum
mushroom music mussel mustang nail napkin narwhal necklace needle nephew nest nickel north nose notebook nougat nutmeg
oak oasis oatcake oatmeal oboe ocean ocelot octopus odyssey office olive onion opal opera opossum orange orchard
orchid organ origami osprey ostrich otter oven owl oyster package padlock page paint pajamas palace palette palm
pancake panda pansy panther pantry papaya paper paprika parade parasol park parsley parsnip pasta patio paw peach
peacock peanut peapod pearl pebble pelican pencil penguin pepper perfume petal petunia pianist piano piccolo picnic
picture pier pigeon pillar pillow pilot pipe pirate pitcher pizza planet plank plaster plate plaza plough plum poet
pole pond poodle popcorn poplar poppy poster potato pottery powder prairie prawn present prince printer prism pudding
puddle pulley pump puppet purse puzzle pyramid python quail quarry quartz queen quilt quince rabbit raccoon radar
radio radish raft railcar railway rainbow raisin rake ramp ranch raven ravioli recipe record reef referee rhino
rhubarb ribbon riddle ridge ring rivet road robin robot rocket roof rooster rope rowboat ruby rudder ruler runway
saddle saffron salad salmon salt sandal sandbox sardine satin saucer sauna sausage sawmill scallop scarf school
science scooter seagull season seaweed second seesaw shadow shampoo shark sheet shell shelter sherbet sheriff shield
shirt shop shore shovel shower shrimp shutter sign silk silver siren sister skate sketch ski skylark sled sleeve slope
sloth smile snack snake snorkel snowman soap soccer sock sofa soil solo sonata spade spaniel sparrow spatula speaker
spice spider spinach spiral sponge spoon spring sprout spruce square squash stable stadium stamp station statue steam
steel steeple stew stick stomach stone stool story straw street studio subway sugar suit summer sundial sunrise sunset
supper surfer swallow swan sweater swimmer swing switch syrup tablet tadpole tailor target taxi teacher teacup teapot
teddy temple tennis tent terrace theatre thermos thimble thistle thread throne thrush thumb thunder thyme ticket tiger
tile timber toast toe tomato tongue tooth topaz torch toucan towel tractor trail trapeze tray tree trellis trifle
trolley trophy trout truck trumpet tuba tugboat tulip tumbler tunnel turban turbine turkey turnip turtle tuxedo twig
ukulele uncle unicorn uniform vanilla vase velvet veranda viaduct village vine viola violet violin visitor voice
volcano voyage vulture waffle wagon waist wallaby wallet walnut walrus waltz warbler wave wedding weekend whale wheat
wheel whisker wicker window winter wire wolf wombat wool worm wreath wren writer yacht yarn yeast yoghurt zebra zenith
zipper zither zoo
"""
WORDS = tuple(_TEXT.split())
