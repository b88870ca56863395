/// What DeepOpinion Studio keeps, a type a table. Fields are named as in the vendor's documents where it
/// has them; a workspace is an organization there, and a labelling session an annotation.
enum DeepOpinion {}
