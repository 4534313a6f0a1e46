// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureForm.h"

class QLabel;

namespace lookaway {

class CropView;

/// A row of a figure: the title of its picture, the class that is explained, the part that is shown.
class FigureRowForm : public FigureForm {
    Q_OBJECT

public:
    explicit FigureRowForm(FigureDocument& document, QWidget* parent = nullptr);

    /// -1 = none.
    void setRow(int row);

private:
    void addCrop();
    const ComparedPicture* row(const FigureSpec& spec) const;
    void changeRow(const QString& label, const std::function<void(ComparedPicture&)>& change);
    void showRow(const FigureSpec& spec);
    void showPicture();
    void offerClasses();

    int m_index = -1;
    QLineEdit* m_title;
    QLineEdit* m_class;
    QLabel* m_file;
    CropView* m_crop;
    QStringList m_classes; ///< offered while one is typed
};

} // namespace lookaway
