// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureForm.h"

namespace lookaway {

/// The titles of a figure's models: what columns are called that have no title of their own, and what captions and the
/// list of models in the .json say.
class FigureModelsForm : public FigureForm {
    Q_OBJECT

public:
    explicit FigureModelsForm(FigureDocument& document, QWidget* parent = nullptr);

private:
    void addEditor();
    void showModels();

    std::vector<QLineEdit*> m_titles; ///< as many as there were models at most; the first ones are shown
};

} // namespace lookaway
