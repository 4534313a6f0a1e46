// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureCanvas.h"
#include "pages/composer/FigureDocument.h"

#include <QScrollArea>

class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace lookaway {

class FigureColumnForm;
class FigureForm;
class FigureRowForm;

/// The panel beside the figure: everything about it that is a number, a choice or a text. What is selected comes
/// first, then the figure as a whole. Edits the document.
class FigureSettings : public QScrollArea {
    Q_OBJECT

public:
    explicit FigureSettings(FigureDocument& document, QWidget* parent = nullptr);

    void setSelection(const FigureSelection& selection);
    /// The caption that the figure gets where none is given.
    void setCaption(const QString& caption);

private:
    void addSection(const QString& title, QWidget* content);
    QWidget* makeSelection();
    FigureForm* makeClass();
    FigureForm* makeCaption();

    FigureDocument& m_document;
    QVBoxLayout* m_sections;
    QLabel* m_nothing;
    QLabel* m_columnHead;
    FigureColumnForm* m_column;
    QLabel* m_rowHead;
    FigureRowForm* m_row;
    QPlainTextEdit* m_caption = nullptr;
};

} // namespace lookaway
