//! First names and surnames, so that a name in small letters is known and a month that is a name stays one.

/// First names, folded. Names of months, flowers and virtues are names when a name is asked.
pub(in crate::spanish) const FIRST: &[&str] = &[
    "maria", "ma", "carmen", "mari", "ana", "laura", "marta", "lucia", "paula", "cristina", "isabel", "pilar", "rosa", "elena", "sara", "sofia", "julia", "alba", "andrea", "beatriz", "bea",
    "raquel", "silvia", "sonia", "patricia", "patri", "monica", "mercedes", "teresa", "angeles", "dolores", "lola", "concepcion", "concha", "conchi", "francisca", "paqui", "paca", "antonia", "toni", "josefa", "pepa", "pepi",
    "manuela", "manoli", "juana", "juani", "encarnacion", "encarna", "encarni", "rosario", "charo", "yolanda", "nuria", "eva", "irene", "rocio", "montserrat", "montse", "alicia", "susana", "natalia", "claudia", "carolina",
    "carla", "carlota", "daniela", "martina", "valeria", "noa", "emma", "vera", "nora", "ainhoa", "leire", "nerea", "miren", "itziar", "arantxa", "amaia", "maite", "begona", "ines", "celia", "clara", "lorena", "vanesa", "vanessa",
    "veronica", "vero", "esther", "ester", "fatima", "miriam", "noelia", "gema", "gemma", "tamara", "jessica", "jennifer", "amparo", "inmaculada", "inma", "remedios", "reme", "gloria", "magdalena", "catalina", "margarita", "marga",
    "luisa", "victoria", "vicky", "aurora", "consuelo", "chelo", "asuncion", "milagros", "mila", "nieves", "esperanza", "soledad", "sole", "luz", "sol", "abril", "julio", "mayo", "alma", "alejandra", "ale", "adriana", "ariadna",
    "berta", "blanca", "candela", "diana", "elisa", "eugenia", "felisa", "gabriela", "gala", "graciela", "helena", "jimena", "ximena", "judith", "leticia", "lidia", "lydia", "lourdes", "macarena", "mar", "mara", "marina", "marisa", "marisol",
    "matilde", "mireia", "mireya", "nadia", "natividad", "nati", "olga", "olivia", "paloma", "paola", "penelope", "purificacion", "puri", "rebeca", "rita", "sandra", "tania", "trinidad", "trini", "ursula", "virginia", "visitacion", "zaida",
    "zoe", "belen", "mariajose", "marijose", "majo", "anabel", "araceli", "ascension", "aitana", "vega", "triana", "india", "africa", "america", "azucena", "violeta", "camila", "valentina", "guadalupe", "lupe", "xiomara", "yesenia", "estefania", "estefani",
    "antonio", "jose", "manuel", "manolo", "francisco", "paco", "fran", "kiko", "curro", "juan", "david", "javier", "javi", "daniel", "dani", "carlos", "charly", "jesus", "alejandro", "alex", "miguel", "rafael", "rafa", "pedro", "pablo", "angel", "sergio",
    "fernando", "fer", "jorge", "luis", "alberto", "alvaro", "diego", "adrian", "raul", "ivan", "ruben", "enrique", "quique", "kike", "ramon", "vicente", "andres", "joaquin", "santiago", "santi", "victor", "eduardo", "edu", "mario", "roberto", "jaime", "francesc",
    "ignacio", "nacho", "inaki", "salvador", "marcos", "ricardo", "emilio", "julian", "guillermo", "guille", "tomas", "agustin", "gabriel", "felix", "gonzalo", "hugo", "martin", "lucas", "mateo", "leo", "nicolas", "nico", "samuel", "hector", "oscar", "cesar",
    "ismael", "mariano", "domingo", "sebastian", "alfonso", "alfredo", "arturo", "felipe", "gregorio", "lorenzo", "esteban", "xavier", "xavi", "jordi", "joan", "josep", "pep", "pepe", "marc", "pau", "oriol", "arnau", "iker", "unai", "aitor", "asier", "gorka", "mikel", "jon",
    "izan", "marco", "bruno", "eric", "erik", "aaron", "omar", "mohamed", "ahmed", "youssef", "ibrahim", "harol", "harold", "kevin", "cristian", "christian", "jonathan", "john", "matias", "thiago", "emiliano", "facundo", "rodrigo", "dario", "israel", "saul", "elias", "moises", "abel", "gerardo",
    "rosalia", "rosana", "rosamari", "rosi", "loli", "mayte", "txell", "neus", "laia", "jana", "queralt", "merce", "roser", "nuri", "fina", "tere", "sabrina", "samanta", "samantha", "sheila", "soraya", "thais", "tatiana", "yasmina", "yaiza", "yara", "zulema", "perla", "estrella", "rocia", "cayetana", "casilda", "covadonga",
    "begonia", "coral", "dulce", "fe", "jacinta", "jazmin", "lara", "leonor", "leyre", "lia", "luna", "maialen", "malena", "manu", "marian", "mariana", "marieta", "marilo", "mati", "melania", "mercè", "micaela", "minerva", "nayara", "noemi", "oihane", "petra", "pia", "ramona", "regina", "romina", "salma", "selena", "simona", "socorro", "telma", "toñi", "toni", "uxia", "vania", "wendy", "ylenia", "mayra", "maca",
];

/// Second halves of a double first name.
pub(in crate::spanish) const SECOND: &[&str] = &[
    "jose", "maria", "carmen", "luisa", "isabel", "angel", "luis", "antonio", "antonia", "carlos", "manuel", "pilar", "teresa", "jesus", "dolores", "belen", "rosa", "angeles", "mercedes", "victoria",
    "elena", "cristina", "javier", "ramon", "eugenia", "fernanda", "paz", "concepcion", "soledad", "rosario", "jesusa", "josefa", "amparo", "nieves", "lourdes", "del", "pablo", "miguel", "ignacio", "alberto",
    "andres", "francisco", "david", "manuela", "paula", "beatriz", "alejandra", "sofia", "gabriela", "laura", "lucia", "eduardo", "enrique", "felipe", "julia", "ines", "reyes", "mar", "marta", "dolors", "luz", "fe", "esther", "elisa", "emilia", "aurora", "asuncion", "remedios", "inmaculada", "esperanza", "celeste", "valentina", "camila", "daniel", "jorge", "rafael", "fernando", "pedro", "alejandro", "agustin", "vicente", "domingo", "salvador",
];

/// Frequent surnames, folded.
pub(in crate::spanish) const SURNAMES: &[&str] = &[
    "garcia", "rodriguez", "gonzalez", "fernandez", "lopez", "martinez", "sanchez", "perez", "gomez", "martin", "jimenez", "ruiz", "hernandez", "diaz", "moreno", "munoz", "alvarez", "romero", "alonso", "gutierrez", "navarro",
    "torres", "dominguez", "vazquez", "vasquez", "ramos", "gil", "ramirez", "serrano", "blanco", "molina", "morales", "suarez", "ortega", "delgado", "castro", "ortiz", "rubio", "marin", "sanz", "nunez", "iglesias", "medina", "garrido",
    "cortes", "castillo", "santos", "lozano", "guerrero", "cano", "prieto", "mendez", "cruz", "calvo", "gallego", "vidal", "leon", "marquez", "herrera", "pena", "flores", "cabrera", "campos", "vega", "fuentes", "carrasco", "diez", "reyes",
    "caballero", "nieto", "aguilar", "pascual", "santana", "herrero", "lorenzo", "montero", "hidalgo", "gimenez", "ibanez", "ferrer", "duran", "santiago", "benitez", "mora", "vicente", "vargas", "arias", "carmona", "crespo", "roman", "pastor",
    "soto", "saez", "velasco", "moya", "soler", "parra", "esteban", "bravo", "gallardo", "rojas", "pardo", "merino", "franco", "espinosa", "izquierdo", "lara", "rivas", "silva", "rivera", "casado", "arroyo", "redondo", "camacho", "rey", "vera",
    "otero", "luque", "galan", "montes", "rios", "sierra", "segura", "carrillo", "marcos", "marti", "soriano", "mendoza", "torre", "fuente", "rosa", "cueva", "casas", "plaza", "barba", "rubia", "manzano", "abad", "acosta", "aguado", "alarcon", "andres", "aranda",
    "avila", "ballesteros", "barroso", "beltran", "bermudez", "blazquez", "bueno", "cabello", "calderon", "cordero", "correa", "cuesta", "domingo", "escudero", "exposito", "ferreira", "gracia", "guerra", "heredia", "hurtado", "lazaro", "linares", "macias", "maldonado",
    "marcos", "mateo", "mateos", "mejia", "miguel", "miranda", "montoya", "murillo", "ochoa", "oliva", "palacios", "paredes", "pereira", "peralta", "ponce", "puig", "quintana", "rico", "robles", "roca", "roldan", "salas", "salazar", "salinas", "santamaria", "serra", "sosa", "tapia", "toledo", "trujillo", "valero",
    "valverde", "varela", "vela", "villa", "villanueva", "zamora", "zapata", "sainz", "pozo", "rio", "vela", "etxeberria", "aguirre", "echevarria", "urrutia", "bosch", "vila", "sala", "pons", "ribas", "costa", "font", "llorens", "peralta", "tejada", "tejero", "quiros", "quesada", "pineda", "pinto", "nogueira", "nadal", "mira", "mena", "lucas", "luna", "lago", "jurado", "juarez", "jara", "haro", "guzman", "gordillo", "godoy", "frias", "fraile", "fajardo", "estrada", "dorado", "conde", "cobos", "cid", "ceballos", "castellanos", "carrion", "carballo", "canovas", "burgos", "bernal", "barrios", "barrera", "amador", "alcaraz", "alba",
];

/// Words that belong to a surname and begin none.
pub(in crate::spanish) const PARTICLES: &[&str] = &["de", "del", "la", "las", "los", "y", "i", "da", "do", "dos", "di", "el", "san", "santa"];
