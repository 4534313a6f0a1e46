// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureSpec.h"

#include <QRectF>
#include <QString>
#include <QStringList>

namespace lookaway {

// Changes of a figure as pure functions; FigureDocument::edit() makes them undoable. Indices that name nothing change
// nothing.

/// Rows or columns of a figure.
enum class FigureAxis { Row, Column };

int countOf(const FigureSpec& spec, FigureAxis axis);
/// `to` is where it stands afterwards.
void moveLine(FigureSpec& spec, FigureAxis axis, int from, int to);
void removeLine(FigureSpec& spec, FigureAxis axis, int index);
/// A copy of a column behind it, to be changed.
void copyColumn(FigureSpec& spec, int column);
/// The title as it was given; empty = none, or made by itself.
QString titleIn(const FigureSpec& spec, FigureAxis axis, int index);
void setTitle(FigureSpec& spec, FigureAxis axis, int index, const QString& title);
/// A row for each picture that the figure does not have yet.
void addPictures(FigureSpec& spec, const QStringList& files);
/// The model, with a column for its map like those of the others.
void addModel(FigureSpec& spec, const ComparedModel& model);

/// Crops what is seen of a row's picture to `part` of it, in shares of what is seen now.
void cropFurther(FigureSpec& spec, int row, const QRectF& part);
void setCrop(FigureSpec& spec, int row, const CropBox& crop);
QRectF toRect(const CropBox& crop);
/// Brought inside the picture, at least a twentieth of it wide and high.
CropBox toCrop(const QRectF& rect);

/// The model that others are held against: of the first difference or hot regions, else what a heat map remembers of
/// its comparison, else the first one.
std::size_t referenceOf(const FigureSpec& spec);
/// What a column shows. New differences and hot regions are against the reference; where the column was the
/// reference's own, of another model. Needs two models for these.
void setKind(FigureSpec& spec, int column, ComparedColumn::Kind kind);

/// The paper's figures 2 and 3: the first picture or all that the figure has, in a layout of their own. Models and
/// columns stay in their order, as they are; the picture and maps of models that have none are added. Fonts and
/// colours stay, too.
enum class FigureTemplate { Two, Three };
FigureSpec fromTemplate(FigureTemplate kind, const FigureSpec& spec);

} // namespace lookaway
