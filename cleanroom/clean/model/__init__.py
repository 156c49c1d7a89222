"""What no phrase can know: a trained model says of every unit how likely it is wanted text. Imported on need.

characters   characters as classes                  batch      units of many documents as arrays
words        words as hashes                        documents  sums and runs inside documents
tally        what a unit counts                     columns    named features
features     what a unit is                         kernels/   the loops of these, compiled for large inputs
around       what stands around it                  forest     trees, applied
second       what the first stage said around it    line_model the trained weights, put to use
evidence     what rules and runs say of a unit      side       both stages of trees
counts       what the first steps hand on           network    layers over the lines of page dumps
vector       functions of arrays, for both          dumps      trees and networks together
                                                    small/     one small scraped text, without numpy

`benchmarks/line_model/train.py` trains it and `benchmarks/line_model.md` compares the ways that were tried.
"""
