"""First names that children in England are often given: what lets "Emma, 14" be told from "March, 14".

Common ones of the last twenty years and of the communities councils serve. Names that are also plan words, months,
places or colours of a status (Amber, April, May, Will, Hope, Chester) are left out on purpose: beside "aged 7", and
in every other strong setting, a name needs no list.
"""

_NAMES = """
aaliyah aaron abbie abby abdul abdullah abdulrahman abel abena abigail abu ada adam adeel adele aden adil aditya
adnan adrian afia agnes ahmad ahmed aidan aiden aisha aishah ajay akira akua alan alana alaya albert albie alec
alex alexa alexander alexandra alexandru alexia alexis alfie alfred ali alice alicia alina alisha alison aliyah
allan allen alma amal amara amari amelia amelie amina aminah amir amira amit amna amy ana anas anastasia andre
andrea andrei andrew anna annabel annabelle anne annie anthony antoni antonia anya archie ariana arianna arjun arlo
armaan arran arthur arya asha asher ashleigh ashley asif asma athena aubrey audrey aurora ava avery axel aya ayaan
ayah ayan ayesha ayla aylin ayman ayo bailey barbara barnaby bartosz bea beatrice beau becky bella ben benedict
benjamin bethan bethany bianca bilal billie billy bilqis blake bobbie bobby bodhi bonnie bradley brandon brayden
breanna brendan brian brianna bridget brody brooke bruno bryony byron caitlin caleb callie callum calvin cameron
camilla caoimhe cara carl carla carly carmen caroline carys casey cassandra catherine catrin cerys chanelle
charlene charles charley charlie charlotte chelsie chidi chinedu chioma chloe christian christina christine
christopher cian ciara claire clara clarissa claudia clayton clementine cleo cody cohen colby cole colette colin
connie connor conor cora corey courtney craig cynthia cyrus daisy dalia damian damien dan dana daniel daniela
daniella danielle danny daphne darcey darcie darcy daria darius darren dave david dawid dawud deborah declan
delilah denis denise dennis derek desmond destiny dexter diana diego dilan dion dominic dominik donna donovan dora
dorothy douglas duncan dylan ebony eddie edith edmund eduard edward edwin efe eileen elaine eleanor elena eli
eliana elias elif elijah elin eliot elisa elise eliza elizabeth ella elle ellen ellie elliot elliott ellis elodie
eloise elsa elsie emilia emily emma emmanuel emmanuella emre enzo eric erica erik erin esmae esmail esme esra essa
esther ethan etta eva evan evangeline eve evelyn evie ewan ezekiel ezra fabian farah farhan faris fatima fatimah
fatou felicity felix fern ffion filip finlay finley finn fiona florin fran frances francesca francesco francis
freddie freddy frederick freya gabriel gabriela gabriella gabrielle gareth gary gavin gemma genevieve george
georgie georgina geraldine gethin gianna gideon gloria gracie graham gregory greta gurpreet gwen habib habiba hadi
hadiya hafsa hajra hamish hamza hana hanna hannah haris harleen harley harold haroon harper harpreet harriet harris
harrison harry harvey hasan hassan hattie hayden haydn hayley heather heidi helen helena henrietta henry hollie
holly hudson hugh hugo humaira husna hussain hussein ian ibraheem ibrahim idris ifan iman imani imogen imran inaya
indie ines ioan ioana iqra irfan irina isa isaac isabel isabella isabelle isaiah isha isla ismail isobel israa
issac ivan ivy izabela izzy jace jack jackson jacob jacqueline jada jade jaden jai jaiden jake jakub jamal jameela
james jameson jamie jana jane janet janice jannat jared jasmin jasmine jason jasper javier jax jaxon jaxson jay
jayda jayden jaydon jayla jaylen jayson jean jeff jeffrey jemima jemma jenna jennifer jenny jenson jeremiah jeremy
jermaine jerome jesse jessica jessie jill jim jimmy joan joanna joanne jodie joe joel joey john johnny jon jonah
jonas jonathan jonny jordan jorgie joseph josephine josh joshua josiah josie joyce juan jude judith julia julian
julie juliet juliette junaid junior justin kacey kacper kade kai kaiden kaitlyn kaleb kamal kamran kara karen karim
karina karl karol kasey kate katherine kathleen kathryn katie katya kay kaya kayden kayla kayleigh kayne keanu
keegan keeley keira keith kelechi kelly kelsey kelvin ken kendra kenneth kenny kenzie kerry kevin khadija khadijah
khalid kian kiana kiara kieran kim kimberley kimberly kira kirsty kit klaudia kofi kojo konrad kourtney krish
kristian kristina kuba kwabena kwaku kwame kyan kyla kyle kylie kyra lacey lachlan laila lana lara laura lauren
laurence laurie lawrence layla layton lea leah leanne leena leia leighton leila leland lena lennie lennon lenny leo
leon leona leonard leonardo leonie leroy lesley leticia levi lewis lexi lexie liam lianna libby lila lilia lilian
lilith lillian lillie lilly lily lina linda lindsay linnea lisa liv livia liviu liza lloyd lochlan logan lois lola
loren lorena lorenzo lorna lottie louie louis louisa louise luca lucas lucia lucian luciana lucie lucinda lucy luka
lukas lukasz luke luna luqman lydia lyla lyra mabel mackenzie macy maddie maddison madeleine madeline madison mae
maeve maggie maha mahad mahdi maheen mahir mahmoud maia maisie maja malachi malaika malak malcolm malik malika
manal mandeep manuel marcel marcus margaret maria mariam marian mariana marie marina mario marisa marius mariya
marlene marley marlon marnie marta martha martin martina marvin mary maryam mason mateo mateusz matilda matteo
matthew matthias maurice maximilian maxwell maya mckenzie meera megan mehmet mehreen melanie melissa mercedes
meredith mia micah michael michaela michal michelle miguel mihai mikaeel mikael mike mikolaj mila milan milana
milena milo mina minnie mira miriam mischa misha mohamad mohamed mohammad mohammed molly momina mona monica monika
morgan moses muhammad mujtaba mukhtar munira murphy musa musab mustafa mya myla myles nadia nadine naima nancy
naomi narges natalia natalie natasha nathan nathaniel navdeep navid nawal nell nellie nelson neve niall niamh
nicholas nick nicky nicola nicolas nicole nigel nikhil nikita nikola nikolas nina nisha noah noel noor nora norah
noreen nour nova nyla oakley oisin olaf oleksandr olena olga oliver olivia olivier oliwia ollie omar oran oren orla
orlando osama oscar osman otis otto owain owen pablo paige paisley pamela parveen patience patricia patrick patrik
patrycja paul paula pauline pawel pedro peggy penelope penny perry peter petra phil philip philippa phoebe phoenix
pia piotr pippa polly poppy prakash pranav precious priscilla priya priyanka quentin quinn rabia rachael rachel
radu rafael rafe rafferty rahim rahul raja rajan raman ramiz ramla ramona rana rania raphael rashid raul ravi rayan
rayhan raymond rayyan rebecca reece reem reggie regina rehan reid remi remy renee reuben rex reyansh reza rhea
rhianna rhiannon rhona rhys rian ricardo richard rihanna riley rio rishi rita riya roan robbie robert roberta
roberto robyn rocco rodney rohan roisin roman ronald ronan ronnie rory rosa rosalie rosalind rosanna roshan rosie
ross rowan roxanne roxy roy ruairi ruben ruby rudy rufus rukhsana rupert russell ruth ryan ryder saad sabrina sacha
sadia sadie saeed safa saffron safiya sahil saif saira saleh salim sally salma salman sam samaira samantha samar
samina samir samira sammy samson samuel sana sandra sania saoirse sara sarah sasha saskia savannah scarlet scarlett
scott sean seb sebastian selena selina serena seth shabnam shahid shaima shakira shanay shane shania shanice
shannon shanti sharon shaun shauna shayan shayla shea sheila shelby shelley shereen sheryl shirley shreya shyam
sian sidney sienna sierra silas simon simone simran siobhan sofia sofie solomon sonia sonny sophia sophie spencer
stacey stanislaw stanley stefan stefania stella stephanie stephen steve steven stewart stuart sufyan suhayb sukhi
suleman sultan sumaya suraj susan susanna suzanne sydney sylvia szymon tahir tahmid talha talia tamara tamsin tana
tania tanisha tanya tara tariq tasha tasnim taylor tayyab ted teddy terence teresa terry tessa thalia thea theo
theodore theresa thomas tia tiana tiffany tilly tim timothy tina toby todd tom tomasz tommy toni tony tracey travis
trevor tristan troy tyler tyra tyrell tyrese tyrone uma umair umar unaiza usman uzair valentina valerie vanessa
vera veronica vicky victor victoria viktor viktoria vincent viola vivian vivienne wahid walter warren wayne wendy
wesley wiktor wiktoria wilfred william willow winifred winston wojciech xander xavier yahya yara yasin yasir yasmin
yasmine yazan yolanda younis youssef yuri yuriy yusra yusuf yvette yvonne zac zach zachariah zachary zack zahir
zahra zaid zain zaina zainab zak zakariya zakir zane zara zayan zayd zayn zaynab zelda zena zeynep zion zoe zofia
zoha zoya zubair zuzanna
"""

FIRST_NAMES = frozenset(_NAMES.split())
