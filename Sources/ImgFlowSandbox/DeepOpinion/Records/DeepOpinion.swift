/// What DeepOpinion Studio keeps, one type per table. Fields are named as in the vendor's documents if they
/// occur there; a workspace is an organization there, and a labelling session an annotation.
enum DeepOpinion {}
